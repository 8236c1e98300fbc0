import type { CommitStatus, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { repositoryApi } from './present-git-objects.js'

/** A commit's status; `creator` is the user, presented, and is left out in the combined answer. */
export function presentStatus(world: World, repository: Repository, status: CommitStatus, creator?: object): object {
  return {
    url: `${repositoryApi(world, repository)}/statuses/${status.sha}`,
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl ?? null,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    avatar_url: null,
    ...(creator ? { creator } : { required: false }),
  }
}

/** One word for all: failure where one failed, pending where one is or where there is none. */
export function combinedState(statuses: readonly CommitStatus[]): 'failure' | 'pending' | 'success' {
  if (statuses.some(({ state }) => state === 'error' || state === 'failure')) return 'failure'
  return statuses.length > 0 && statuses.every(({ state }) => state === 'success') ? 'success' : 'pending'
}
