import { emitThread } from './emit.js'
import type { Actor, MergeMethod, PullRequest, Repository } from './entities.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** Records that a pull request is merged, from where on its head and base stay as they are, and tells of it. */
export function markMerged(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  { sha, method }: { readonly sha: string; readonly method: MergeMethod },
): void {
  const at = nowOf(world)
  pullRequest.merged = { at, by: actor.user, sha, method }
  pullRequest.state = 'closed'
  pullRequest.closedAt = at
  pullRequest.closedBy = actor.user
  pullRequest.updatedAt = at
  pullRequest.events.push({ kind: 'merged', actor: actor.user, at, detail: sha })
  emitThread(world, repository, actor, pullRequest, 'closed')
}
