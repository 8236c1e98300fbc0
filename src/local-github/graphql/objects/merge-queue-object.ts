import type { GraphQLResolveInfo } from 'graphql'
import type { Repository } from '../../world/entities.js'
import { nodeIdOf } from '../../world/ids.js'
import { queueMethod, queueOf } from '../../world/merge-queue.js'
import type { QueueEntry } from '../../world/records.js'
import { listConnection } from '../connection.js'
import { dateTime } from '../date-time.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'

/** The queue of a branch; null for a branch that has none. */
export function mergeQueueObject(context: QueryContext, repository: Repository, base: string): SchemaObject | null {
  const { objects, world } = context
  const method = queueMethod(world, repository, base)
  if (!method) return null
  const path = `/${repository.owner.login}/${repository.name}/queue/${base}`
  return {
    __typename: 'MergeQueue',
    id: nodeIdOf('MQ', `${repository.id}:${base}`),
    repository: () => objects.repository(repository),
    resourcePath: path,
    url: `${world.url}${path}`,
    configuration: { __typename: 'MergeQueueConfiguration', mergeMethod: method.toUpperCase() },
    nextEntryEstimatedTimeToMerge: null,
    entries: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(
        args,
        info,
        queueOf(world, repository, base),
        ({ id }) => id,
        (entry) => queueEntryObject(context, repository, entry),
      ),
  }
}

export function queueEntryObject(context: QueryContext, repository: Repository, entry: QueueEntry): SchemaObject {
  const { objects, world } = context
  const { group } = entry
  const commit = async (sha: string | undefined) => {
    const found = sha === undefined ? undefined : await world.git(repository).readCommit(sha)
    return found ? objects.commit(repository, found) : null
  }
  return {
    __typename: 'MergeQueueEntry',
    id: entry.nodeId,
    enqueuedAt: dateTime(entry.enqueuedAt),
    enqueuer: () => objects.actor(entry.enqueuer),
    estimatedTimeToMerge: null,
    baseCommit: () => commit(group?.baseSha),
    headCommit: () => commit(group?.sha),
    jump: false,
    solo: false,
    mergeQueue: () => mergeQueueObject(context, repository, entry.base),
    position: queueOf(world, repository, entry.base).indexOf(entry) + 1,
    pullRequest: () => {
      const pullRequest = repository.pullRequests.get(entry.pullRequest)
      return pullRequest ? objects.pullRequest(repository, pullRequest) : null
    },
    state: group ? 'AWAITING_CHECKS' : 'QUEUED',
  }
}
