import { generateKeyPairSync } from 'node:crypto'
import { registerApp } from './apps.js'
import type { Actor, App, Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import { createUser } from './users.js'
import type { World } from './world.js'

/** GitHub's own app that runs workflows, on every repository without being installed. It is told of nothing. */
export function actionsActor(world: World, repository: Repository): Actor {
  const app = actionsApp(world)
  const installation = {
    id: app.id,
    nodeId: nodeIdOf('IN', app.id),
    app,
    account: repository.owner,
    repositories: 'all' as const,
    suspendedAt: undefined,
    createdAt: app.createdAt,
  }
  return { kind: 'installation', user: app.bot, installation }
}

function actionsApp(world: World): App {
  const known = [...world.apps.values()].find(({ slug }) => slug === 'github-actions')
  if (known) return known
  // Nobody signs in as this app, so that a short key will do.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const { id } = registerApp(world, {
    slug: 'github-actions',
    name: 'GitHub Actions',
    owner: createUser(world, { login: 'github', type: 'Organization' }),
    permissions: { actions: 'write', checks: 'write', contents: 'write', deployments: 'write' },
    events: [],
    webhookUrl: '',
    webhookSecret: '',
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  })
  const app = world.apps.get(id)
  if (!app) throw new Error('the app github-actions is not registered')
  return app
}
