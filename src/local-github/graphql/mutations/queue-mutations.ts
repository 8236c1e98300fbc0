import { dequeue, enqueue } from '../../world/merge-queue.js'
import { requireWrite } from '../access.js'
import { GraphqlFailure } from '../graphql-failure.js'
import { nodeOf } from '../nodes.js'
import { queueEntryObject } from '../objects/merge-queue-object.js'
import type { QueryContext } from '../query-context.js'

interface EnqueueInput {
  readonly pullRequestId: string
  readonly expectedHeadOid?: string | null
  readonly jump?: boolean | null
  readonly clientMutationId?: string | null
}

/** `enqueuePullRequest` and `dequeuePullRequest`. */
export function queueMutations(context: QueryContext): object {
  const { actor, world } = context
  return {
    async enqueuePullRequest({ input }: { input: EnqueueInput }) {
      const { repository, pullRequest } = await pullRequestOf(context, input.pullRequestId)
      requireWrite(context, repository, 'EnqueuePullRequest', 'write', 'merge_queues', 'contents')
      const entry = await enqueue(world, repository, actor, pullRequest, {
        expectedHead: input.expectedHeadOid ?? undefined,
        jump: input.jump ?? false,
      })
      return {
        clientMutationId: input.clientMutationId ?? null,
        mergeQueueEntry: () => queueEntryObject(context, repository, entry),
      }
    },
    async dequeuePullRequest({ input }: { input: { readonly id: string; readonly clientMutationId?: string | null } }) {
      const { repository, pullRequest } = await pullRequestOf(context, input.id)
      requireWrite(context, repository, 'DequeuePullRequest', 'write', 'merge_queues', 'contents')
      const entry = await dequeue(world, repository, actor, pullRequest)
      if (!entry) throw new GraphqlFailure('UNPROCESSABLE', 'Pull request is not in the queue')
      return {
        clientMutationId: input.clientMutationId ?? null,
        mergeQueueEntry: () => queueEntryObject(context, repository, entry),
      }
    },
  }
}

async function pullRequestOf(context: QueryContext, id: string) {
  const node = await nodeOf(context, id)
  if (node.kind === 'pullRequest') return node
  throw new GraphqlFailure('NOT_FOUND', `Could not resolve to PullRequest node with the global id of '${id}'.`)
}
