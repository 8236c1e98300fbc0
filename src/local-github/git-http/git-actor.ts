import { authenticate } from '../auth/authenticate.js'
import { reaches, isGranted } from '../auth/grant.js'
import { roleOf } from '../world/repositories.js'
import { findUser } from '../world/users.js'
import type { Actor, Repository } from '../world/entities.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import type { GitService } from './git-process.js'

/** Why git is turned away; at 401 it comes back with a user name and a token. */
export class GitRefusal extends Error {
  constructor(
    readonly status: 401 | 403 | 404,
    message: string,
  ) {
    super(message)
    this.name = 'GitRefusal'
  }
}

/**
 * Who speaks to git: the token's owner; on this machine a user name without a password will do; whoever says nothing is the world's
 * anonymous user, if it has one.
 * @throws {GitRefusal} 401 for a token that is none
 */
export async function gitActor(world: World, authorization: string | undefined): Promise<Actor | undefined> {
  const anonymous = world.anonymous && ({ kind: 'user', user: world.anonymous } as const)
  const named = userNamed(world, authorization)
  if (named) return { kind: 'user', user: named }
  try {
    const auth = await authenticate(world, authorization)
    return auth.kind === 'anonymous' || auth.kind === 'app' ? anonymous : auth
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new GitRefusal(401, 'Invalid username or token. Password authentication is not supported for Git operations.')
  }
}

/**
 * Lets through who may do it. git names nobody until it is asked: what the anonymous user may not do is therefore asked for again with
 * a name, and only then refused.
 * @throws {GitRefusal} with the words that GitHub sends to git
 */
export function requireGitAccess(
  world: World,
  repository: Repository | undefined,
  { actor, signedIn }: { readonly actor: Actor | undefined; readonly signedIn: boolean },
  service: GitService,
): asserts repository is Repository {
  const asksForName = !signedIn && (repository !== undefined || actor === undefined)
  if (!repository || !mayRead(world, repository, actor)) {
    throw new GitRefusal(asksForName ? 401 : 404, 'Repository not found.')
  }
  if (service === 'git-upload-pack') return
  if (!actor || !mayWrite(world, repository, actor)) {
    const name = `${repository.owner.login}/${repository.name}`
    throw new GitRefusal(
      asksForName ? 401 : 403,
      `Permission to ${name}.git denied to ${actor?.user.login ?? 'strangers'}.`,
    )
  }
  if (repository.archived) throw new GitRefusal(403, 'This repository was archived so it is read-only.')
}

function mayRead(world: World, repository: Repository, actor: Actor | undefined): boolean {
  if (!repository.private) return true
  if (!actor) return false
  if (actor.kind === 'installation') return reaches(actor, repository) && isGranted(actor, 'read', ['contents'])
  return roleOf(world, repository, actor.user) !== 'none'
}

function mayWrite(world: World, repository: Repository, actor: Actor): boolean {
  if (actor.kind === 'installation') return reaches(actor, repository) && isGranted(actor, 'write', ['contents'])
  return ['admin', 'maintain', 'write'].includes(roleOf(world, repository, actor.user))
}

function userNamed(world: World, authorization: string | undefined) {
  const [, credentials = ''] = /^basic (\S+)$/i.exec(authorization?.trim() ?? '') ?? []
  const [name = '', password] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  return name === '' || password !== '' ? undefined : findUser(world, name)
}
