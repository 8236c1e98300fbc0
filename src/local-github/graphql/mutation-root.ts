import { checkMutations } from './mutations/check-mutations.js'
import { commentMutations } from './mutations/comment-mutations.js'
import { commitMutations } from './mutations/commit-mutations.js'
import { issueMutations } from './mutations/issue-mutations.js'
import { labelMutations } from './mutations/label-mutations.js'
import { pullRequestMutations } from './mutations/pull-request-mutations.js'
import { queueMutations } from './mutations/queue-mutations.js'
import { refMutations } from './mutations/ref-mutations.js'
import type { QueryContext } from './query-context.js'

/** The fields of `Mutation`. */
export function mutationRoot(context: QueryContext): object {
  return {
    ...commitMutations(context),
    ...refMutations(context),
    ...queueMutations(context),
    ...pullRequestMutations(context),
    ...issueMutations(context),
    ...labelMutations(context),
    ...commentMutations(context),
    ...checkMutations(context),
  }
}
