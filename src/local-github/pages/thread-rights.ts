import type { Comment, Issue, PullRequest, Repository, User } from '../world/entities.js'
import { hasRole } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'

/** What somebody may do to an issue or pull request, by GitHub's rules for its pages. */
export interface ThreadRights {
  readonly comment: boolean
  /** Title and body. */
  readonly edit: boolean
  /** Close and reopen. */
  readonly close: boolean
  readonly label: boolean
  readonly merge: boolean
  /** Link a pull request with issues by hand. */
  readonly link: boolean
}

export function threadRights(
  world: World,
  repository: Repository,
  viewer: User,
  thread: Issue | PullRequest,
): ThreadRights {
  const isAuthor = thread.author.id === viewer.id
  const triages = hasRole(world, repository, viewer, 'triage')
  const writes = hasRole(world, repository, viewer, 'write')
  if (repository.archived) return { comment: false, edit: false, close: false, label: false, merge: false, link: false }
  return {
    comment: !thread.locked || writes,
    edit: isAuthor || writes,
    close: isAuthor || triages,
    label: triages,
    merge: writes,
    link: writes,
  }
}

export function mayEditComment(world: World, repository: Repository, viewer: User, comment: Comment): boolean {
  if (repository.archived) return false
  return comment.author.id === viewer.id || hasRole(world, repository, viewer, 'write')
}

/** @throws {Refusal} 403 */
export function insist(allowed: boolean): void {
  if (!allowed) throw new Refusal(403, 'You may not do this here.')
}
