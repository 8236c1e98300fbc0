import { isGranted, reaches, requireGrant, type Level, type Permission } from '../auth/grant.js'
import type { Actor, Repository, Role } from '../world/entities.js'
import { hasRole, mayRead, roleOf } from '../world/repositories.js'
import { GraphqlFailure } from './graphql-failure.js'
import type { QueryContext } from './query-context.js'

/** Whether the repository exists as far as who asks is concerned. */
export function maySee({ world, actor }: QueryContext, repository: Repository): boolean {
  if (actor.kind === 'installation') return !repository.private || reaches(actor, repository)
  return mayRead(world, repository, actor.user)
}

/**
 * Lets who may read this part of the repository pass.
 * @throws {Refusal} 403 `Resource not accessible by integration`
 */
export function requireRead(
  { actor }: QueryContext,
  repository: Repository,
  ...permissions: readonly Permission[]
): void {
  if (actor.kind === 'installation') requireGrant(actor, repository, 'read', permissions)
}

/**
 * Lets a person with the role, or an app with one of the permissions, carry out a mutation.
 * @throws {GraphqlFailure} FORBIDDEN
 */
export function requireWrite(
  { world, actor }: QueryContext,
  repository: Repository,
  mutation: string,
  role: Role,
  ...permissions: readonly Permission[]
): void {
  if (actor.kind === 'installation') {
    if (!reaches(actor, repository) || !isGranted(actor, 'write', permissions)) {
      throw new GraphqlFailure('FORBIDDEN', 'Resource not accessible by integration')
    }
  } else if (!hasRole(world, repository, actor.user, role)) {
    throw new GraphqlFailure(
      'FORBIDDEN',
      `${actor.user.login} does not have the correct permissions to execute \`${mutation}\``,
    )
  }
  if (repository.archived) throw new GraphqlFailure('FORBIDDEN', 'Repository was archived so is read-only.')
}

/** What who asks may do in all, as `viewerPermission` has it; an app's is what it may do with the contents. */
export function permissionOf({ world, actor }: QueryContext, repository: Repository): string | null {
  const role = actor.kind === 'user' ? roleOf(world, repository, actor.user) : roleOfApp(actor, repository)
  if (role !== 'none') return role.toUpperCase()
  return repository.private ? null : 'READ'
}

function roleOfApp(actor: Extract<Actor, { kind: 'installation' }>, repository: Repository): Role {
  const may = (level: Level) => reaches(actor, repository) && isGranted(actor, level, ['contents'])
  return may('write') ? 'write' : may('read') ? 'read' : 'none'
}
