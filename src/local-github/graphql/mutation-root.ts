import { commitMutations } from './mutations/commit-mutations.js'
import { queueMutations } from './mutations/queue-mutations.js'
import { refMutations } from './mutations/ref-mutations.js'
import { threadMutations } from './mutations/thread-mutations.js'
import type { QueryContext } from './query-context.js'

/** The fields of `Mutation`. */
export function mutationRoot(context: QueryContext): object {
  return {
    ...commitMutations(context),
    ...refMutations(context),
    ...queueMutations(context),
    ...threadMutations(context),
  }
}
