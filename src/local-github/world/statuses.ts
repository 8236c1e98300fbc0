import { emit } from './emit.js'
import type { Actor, CommitStatus, Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import { invalid } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** @throws {Refusal} 422 where the commit is not there or the description is too long */
export async function createStatus(
  world: World,
  repository: Repository,
  actor: Actor,
  input: {
    readonly sha: string
    readonly state: CommitStatus['state']
    readonly context?: string
    readonly description?: string
    readonly targetUrl?: string
  },
): Promise<CommitStatus> {
  const commit = await world.git(repository).readCommit(input.sha)
  if (!commit) throw invalid({ resource: 'Status', code: 'custom', message: `No commit found for SHA: ${input.sha}` })
  if ((input.description ?? '').length > 140) {
    throw invalid({
      resource: 'Status',
      code: 'custom',
      field: 'description',
      message: 'description is too long (maximum is 140 characters)',
    })
  }
  const id = world.ids.number()
  const status: CommitStatus = {
    id,
    nodeId: nodeIdOf('SC', id),
    sha: commit.sha,
    creator: actor.user,
    state: input.state,
    context: input.context ?? 'default',
    description: input.description ?? '',
    targetUrl: input.targetUrl,
    createdAt: nowOf(world),
  }
  repository.statuses.push(status)
  emit(world, repository, actor, 'status', null, { kind: 'status', status })
  return status
}

/** The newest status of each context on a commit, newest first. */
export function statusesOf(repository: Repository, sha: string): CommitStatus[] {
  const newest = new Map<string, CommitStatus>()
  for (const status of repository.statuses) if (status.sha === sha) newest.set(status.context, status)
  return [...newest.values()].reverse()
}
