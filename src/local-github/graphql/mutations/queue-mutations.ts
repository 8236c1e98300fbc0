import { dequeue, enqueue } from '../../world/merge-queue.js'
import { requireWrite } from '../access.js'
import { GraphqlFailure } from '../graphql-failure.js'
import { queueEntryObject } from '../objects/merge-queue-object.js'
import type { QueryContext } from '../query-context.js'
import { payload, type Input } from './input.js'
import { nodeNamed } from './node-named.js'

interface EnqueueInput {
  readonly pullRequestId: string
  readonly expectedHeadOid?: string | null
  readonly jump?: boolean | null
}

/** `enqueuePullRequest` and `dequeuePullRequest`. */
export function queueMutations(context: QueryContext): object {
  const { actor, world } = context
  return {
    async enqueuePullRequest({ input }: Input<EnqueueInput>) {
      const { repository, pullRequest } = await nodeNamed(context, input.pullRequestId, 'pullRequest')
      requireWrite(context, repository, 'EnqueuePullRequest', 'write', 'merge_queues', 'contents')
      const entry = await enqueue(world, repository, actor, pullRequest, {
        expectedHead: input.expectedHeadOid ?? undefined,
        jump: input.jump ?? false,
      })
      return payload(input, { mergeQueueEntry: () => queueEntryObject(context, repository, entry) })
    },
    async dequeuePullRequest({ input }: Input<{ readonly id: string }>) {
      const { repository, pullRequest } = await nodeNamed(context, input.id, 'pullRequest')
      requireWrite(context, repository, 'DequeuePullRequest', 'write', 'merge_queues', 'contents')
      const entry = await dequeue(world, repository, actor, pullRequest)
      if (!entry) throw new GraphqlFailure('UNPROCESSABLE', 'Pull request is not in the queue')
      return payload(input, { mergeQueueEntry: () => queueEntryObject(context, repository, entry) })
    },
  }
}
