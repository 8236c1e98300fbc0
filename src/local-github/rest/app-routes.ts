import { Hono } from 'hono'
import { createInstallationToken } from '../auth/installation-token.js'
import { presentApp } from '../present/present-app.js'
import { presentInstallation } from '../present/present-installation.js'
import { presentRepository } from '../present/present-repository.js'
import { installationsFor } from '../world/apps.js'
import type { Installation, InstallationToken, Repository } from '../world/entities.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { answerPage } from './paging.js'
import { readBody, type RequestBody } from './request-body.js'
import { actorOf, appOf, found, numberParam, type RestContext, type RestEnv } from './rest-request.js'

/** An app as itself: who it is, where it is installed, and tokens for that. */
export function appRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function installationAsked(c: RestContext): Installation {
    const app = appOf(c)
    const installation = found(world.installations.get(numberParam(c, 'id')))
    if (installation.app.id !== app.id) throw new Refusal(404, 'Not Found')
    return installation
  }

  routes.get('/app', (c) => {
    const app = appOf(c)
    const installations = [...world.installations.values()].filter((installation) => installation.app.id === app.id)
    return answer(c, { ...presentApp(world, app), installations_count: installations.length })
  })

  routes.get('/app/installations', (c) => {
    const app = appOf(c)
    const installations = [...world.installations.values()].filter((installation) => installation.app.id === app.id)
    return answerPage(world, c, installations, (installation) => presentInstallation(world, installation))
  })

  routes.get('/app/installations/:id', (c) => answer(c, presentInstallation(world, installationAsked(c))))

  routes.post('/app/installations/:id/access_tokens', async (c) => {
    const installation = installationAsked(c)
    if (installation.suspendedAt !== undefined) throw new Refusal(403, 'This installation has been suspended')
    const body = await readBody(c)
    const permissions = narrowedPermissions(installation, body)
    const repositories = narrowedRepositories(world, installation, body)
    const token = createInstallationToken(world, installation, {
      ...(permissions ? { permissions } : {}),
      ...(repositories ? { repositories: new Set(repositories.map(({ id }) => id)) } : {}),
    })
    return answer(
      c,
      {
        token: token.token,
        expires_at: token.expiresAt.replace(/\.\d{3}Z$/, 'Z'),
        permissions: { metadata: 'read', ...token.permissions },
        repository_selection: token.repositories === 'all' ? 'all' : 'selected',
        ...(repositories
          ? { repositories: repositories.map((repository) => presentRepository(world, repository)) }
          : {}),
      },
      201,
    )
  })

  routes.get('/installation/repositories', (c) => {
    const actor = actorOf(c)
    if (actor.kind !== 'installation')
      throw new Refusal(
        403,
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      )
    const { installation, grant } = actor
    const covered = coveredRepositories(world, installation).filter(
      ({ id }) => grant === undefined || grant.repositories === 'all' || grant.repositories.has(id),
    )
    const selection = installation.repositories === 'all' ? 'all' : 'selected'
    return answerPage(
      world,
      c,
      covered,
      (repository) => presentRepository(world, repository),
      (repositories) => ({ total_count: covered.length, repository_selection: selection, repositories }),
    )
  })

  routes.get('/repos/:owner/:repo/installation', (c) => {
    const app = appOf(c)
    const repository = world.repositories.get(`${c.req.param('owner')}/${c.req.param('repo')}`.toLowerCase())
    const installations = repository ? installationsFor(world, repository) : []
    return answer(c, presentInstallation(world, found(installations.find((one) => one.app.id === app.id))))
  })

  return routes
}

function coveredRepositories(world: World, { repositories, account }: Installation): Repository[] {
  return [...world.repositories.values()].filter(({ id, owner }) =>
    repositories === 'all' ? owner.id === account.id : repositories.has(id),
  )
}

function narrowedPermissions(
  installation: Installation,
  body: RequestBody,
): InstallationToken['permissions'] | undefined {
  const asked = body.raw('permissions')
  if (typeof asked !== 'object' || asked === null || Object.keys(asked).length === 0) return undefined
  const granted = installation.app.permissions
  const permissions: Record<string, 'read' | 'write'> = {}
  for (const [name, level] of Object.entries(asked)) {
    const has = name === 'metadata' ? 'read' : granted[name]
    if ((level !== 'read' && level !== 'write') || has === undefined || (level === 'write' && has === 'read')) {
      throw new Refusal(422, 'The permissions requested are not granted to this installation.')
    }
    permissions[name] = level
  }
  return permissions
}

function narrowedRepositories(world: World, installation: Installation, body: RequestBody): Repository[] | undefined {
  const names = body.strings('repositories')
  const ids = body.raw('repository_ids')
  if (!names && !Array.isArray(ids)) return undefined
  const covered = coveredRepositories(world, installation)
  const wanted = [
    ...(names ?? []).map((name) => covered.find((one) => one.name.toLowerCase() === name.toLowerCase())),
    ...(Array.isArray(ids) ? ids : []).map((id) => covered.find((one) => one.id === id)),
  ]
  return wanted.map((repository) => {
    if (repository) return repository
    throw new Refusal(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  })
}
