import type { Actor, Installation, Repository } from '../world/entities.js'
import { Refusal } from '../world/refusal.js'

/** A permission of GitHub Apps that this GitHub asks for. */
export type Permission =
  | 'actions'
  | 'administration'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'environments'
  | 'issues'
  | 'members'
  | 'merge_queues'
  | 'metadata'
  | 'pull_requests'
  | 'statuses'
  | 'workflows'

export type Level = 'read' | 'write'

type InstallationActor = Extract<Actor, { kind: 'installation' }>

/** Whether an installation, as its token was narrowed, reaches a repository. */
export function reaches(actor: InstallationActor, repository: Repository): boolean {
  return covers(actor.installation.repositories, actor.installation, repository) && inGrant(actor, repository)
}

function covers(
  repositories: Installation['repositories'],
  installation: Installation,
  repository: Repository,
): boolean {
  return repositories === 'all' ? installation.account.id === repository.owner.id : repositories.has(repository.id)
}

function inGrant({ grant }: InstallationActor, repository: Repository): boolean {
  return grant === undefined || grant.repositories === 'all' || grant.repositories.has(repository.id)
}

/** Whether an installation's token carries one of the permissions; `metadata: read` comes with every app. */
export function isGranted(actor: InstallationActor, level: Level, permissions: readonly Permission[]): boolean {
  const granted = actor.grant?.permissions ?? actor.installation.app.permissions
  return permissions.some((permission) => {
    if (permission === 'metadata' && level === 'read') return true
    return granted[permission] === 'write' || (level === 'read' && granted[permission] === 'read')
  })
}

/**
 * Lets an installation pass that reaches the repository with one of the permissions; what is public may be read all the same.
 * @throws {Refusal} 404 for what it may not know of, else 403 `Resource not accessible by integration`
 */
export function requireGrant(
  actor: InstallationActor,
  repository: Repository,
  level: Level,
  permissions: readonly Permission[],
): void {
  const reached = reaches(actor, repository)
  if (!reached && repository.private) throw new Refusal(404, 'Not Found')
  if (level === 'read' && !repository.private) return
  if (!reached || !isGranted(actor, level, permissions))
    throw new Refusal(403, 'Resource not accessible by integration')
}
