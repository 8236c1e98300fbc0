import type { Action } from './action.js'
import type { Reason } from './decision.js'
import type { RepoRef } from './repo-ref.js'

/** One look at a repository, kept: what was decided and why, and what came of it. */
export interface Receipt {
  readonly repo: RepoRef
  /** ISO 8601. */
  readonly at: string
  readonly reasons: readonly Reason[]
  /** What was done, without the texts that were written: whole lockfiles are among them. */
  readonly actions: readonly { readonly kind: Action['kind']; readonly outcome: string }[]
  /** The surprise that ended the look, where one did. */
  readonly error?: string
}
