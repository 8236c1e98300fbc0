import { Hono } from 'hono'
import { isProtected, presentBranch, presentBranchWithCommit, presentTagName } from '../present/present-branch.js'
import { presentCommit } from '../present/present-commit.js'
import { presentRepository } from '../present/present-repository.js'
import { presentUser } from '../present/present-user.js'
import type { Repository, Role } from '../world/entities.js'
import { gitSeen } from '../world/git-seen.js'
import { editRepository, hasRole, roleOf, setDefaultBranch } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import { findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { answerPage } from './paging.js'
import { readBody } from './request-body.js'
import { found, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

/** A repository itself, its branches, its tags and who may do what. */
export function repositoryRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function answerRepository(c: RestContext, repository: Repository): Response {
    const permissions = permissionsOf(c, repository)
    const merge = repository.mergeMethods
    const { forkOf } = world.records(repository)
    return answer(c, {
      ...presentRepository(world, repository),
      permissions,
      network_count: 0,
      subscribers_count: 0,
      allow_merge_commit: merge.merge,
      allow_squash_merge: merge.squash,
      allow_rebase_merge: merge.rebase,
      delete_branch_on_merge: repository.deleteBranchOnMerge,
      ...(forkOf ? { parent: presentRepository(world, forkOf), source: presentRepository(world, forkOf) } : {}),
    })
  }

  function permissionsOf(c: RestContext, repository: Repository): Record<string, boolean> | undefined {
    const auth = c.get('auth')
    if (auth.kind === 'user') return permissionFlags(roleOf(world, repository, auth.user), repository)
    return auth.kind === 'installation' ? permissionFlags('none', repository) : undefined
  }

  routes.get('/', (c) => answerRepository(c, requireRead(c, 'metadata')))

  routes.patch('/', async (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    const body = await readBody(c)
    const [description, isPrivate, archived] = [
      body.string('description'),
      body.boolean('private'),
      body.boolean('archived'),
    ]
    const [merge, squash, rebase] = ['merge_commit', 'squash_merge', 'rebase_merge'].map((name) =>
      body.boolean(`allow_${name}`),
    )
    const deleteBranchOnMerge = body.boolean('delete_branch_on_merge')
    const methods = repository.mergeMethods
    const mergeMethods = {
      merge: merge ?? methods.merge,
      squash: squash ?? methods.squash,
      rebase: rebase ?? methods.rebase,
    }
    if (!Object.values(mergeMethods).includes(true)) {
      const message = 'Sorry, you need to allow at least one merge strategy. (no_merge_method)'
      throw new Refusal(422, 'Validation Failed', [
        { resource: 'Repository', code: 'custom', field: 'merge_commit_allowed', message },
      ])
    }
    const defaultBranch = body.string('default_branch')
    if (defaultBranch !== undefined) await setDefaultBranch(world, repository, defaultBranch)
    editRepository(world, repository, {
      mergeMethods,
      ...(description === undefined ? {} : { description }),
      ...(isPrivate === undefined ? {} : { private: isPrivate }),
      ...(archived === undefined ? {} : { archived }),
      ...(deleteBranchOnMerge === undefined ? {} : { deleteBranchOnMerge }),
    })
    return answerRepository(c, repository)
  })

  routes.get('/branches', async (c) => {
    const repository = requireRead(c, 'contents')
    const refs = await gitSeen(world, repository).listRefs('refs/heads/')
    const branches = refs.map(({ name, sha }) => ({ name: name.replace('refs/heads/', ''), sha }))
    const wanted = c.req.query('protected')
    const shown = branches.filter(
      ({ name }) => wanted === undefined || String(isProtected(world, repository, name)) === wanted,
    )
    return answerPage(world, c, shown, (branch) => presentBranch(world, repository, branch))
  })

  routes.get('/branches/:branch{.+}', async (c) => {
    const repository = requireRead(c, 'contents')
    const name = param(c, 'branch')
    const commit = await gitSeen(world, repository).readCommit(`refs/heads/${name}`)
    if (!commit) throw new Refusal(404, 'Branch not found')
    return answer(c, presentBranchWithCommit(world, repository, name, presentCommit(world, repository, commit)))
  })

  routes.get('/tags', async (c) => {
    const repository = requireRead(c, 'contents')
    const refs = await gitSeen(world, repository).listRefs('refs/tags/')
    const tags = refs.map(({ name, commit }) => ({ name: name.replace('refs/tags/', ''), commit })).reverse()
    return answerPage(world, c, tags, (tag) => presentTagName(world, repository, tag))
  })

  routes.get('/collaborators/:user/permission', (c) => {
    const repository = requireRead(c, 'metadata')
    const auth = c.get('auth')
    if (auth.kind === 'anonymous') throw new Refusal(401, 'Requires authentication')
    if (auth.kind === 'user' && !hasRole(world, repository, auth.user, 'write')) {
      throw new Refusal(403, 'Must have push access to view collaborator permission.')
    }
    const user = found(findUser(world, param(c, 'user')))
    const role = roleOf(world, repository, user)
    const shown = role === 'none' && !repository.private ? 'read' : role
    const permissions = permissionFlags(shown, repository)
    const roleName = world.records(repository).customRoles.get(user.login.toLowerCase()) ?? shown
    return answer(c, {
      permission: shown === 'maintain' ? 'write' : shown === 'triage' ? 'read' : shown,
      user: { ...presentUser(world, user), permissions, role_name: roleName },
      role_name: roleName,
    })
  })

  return routes
}

/** What a role may do; everybody may pull what is public. */
export function permissionFlags(role: Role, repository: Repository): Record<string, boolean> {
  const order: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin']
  const has = (wanted: Role) => order.indexOf(role) >= order.indexOf(wanted)
  return {
    admin: has('admin'),
    maintain: has('maintain'),
    push: has('write'),
    triage: has('triage'),
    pull: has('read') || !repository.private,
  }
}
