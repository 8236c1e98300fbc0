import type { Context } from 'hono'
import type { Authenticated } from '../auth/authenticate.js'
import { requireGrant, type Level, type Permission } from '../auth/grant.js'
import type { Actor, App, Repository, Role } from '../world/entities.js'
import { requireRole } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'

/** What the middlewares leave for the handlers of one request. */
export interface RestEnv {
  Variables: { auth: Authenticated; repository: Repository }
}

export type RestContext = Context<RestEnv>

/** A part of the path, decoded. */
export function param(c: RestContext, name: string): string {
  return c.req.param(name) ?? ''
}

/** A number in the path. @throws {Refusal} 404 where it is none */
export function numberParam(c: RestContext, name: string): number {
  const text = param(c, name)
  if (!/^\d{1,15}$/.test(text)) throw new Refusal(404, 'Not Found')
  return Number(text)
}

/** @throws {Refusal} 401 for who did not sign in, 403 for an app that acts as itself */
export function actorOf(c: RestContext): Actor {
  const auth = c.get('auth')
  if (auth.kind === 'anonymous') throw new Refusal(401, 'Requires authentication')
  if (auth.kind === 'app') throw new Refusal(403, 'Resource not accessible by integration')
  return auth
}

/** @throws {Refusal} 401 for everybody but an app with its JSON web token */
export function appOf(c: RestContext): App {
  const auth = c.get('auth')
  if (auth.kind !== 'app') throw new Refusal(401, 'A JSON web token could not be decoded')
  return auth.app
}

/** The entity that was looked for. @throws {Refusal} 404 */
export function found<T>(entity: T | undefined): T {
  if (entity === undefined) throw new Refusal(404, 'Not Found')
  return entity
}

/** Lets whoever may read this of the repository pass: one of the permissions is enough. */
export function requireRead(c: RestContext, ...permissions: readonly Permission[]): Repository {
  const auth = c.get('auth')
  const repository = c.get('repository')
  if (auth.kind === 'installation') requireGrant(auth, repository, 'read', permissions)
  return repository
}

/** Lets a person with the role, or an app with one of the permissions, pass, and says who it is. */
export function requireWrite(
  world: World,
  c: RestContext,
  role: Role,
  ...permissions: readonly Permission[]
): { repository: Repository; actor: Actor } {
  const repository = c.get('repository')
  const actor = actorOf(c)
  if (actor.kind === 'installation') requireGrant(actor, repository, 'write', permissions)
  else requireRole(world, repository, actor, role)
  if (repository.archived) throw new Refusal(403, 'Repository was archived so is read-only.')
  return { repository, actor }
}

export type { Level, Permission }
