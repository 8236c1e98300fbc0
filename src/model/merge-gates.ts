import type { Sha } from './commit.js'

/** What stands between the open release pull request and its merge, as GitHub says. */
export interface MergeGates {
  /** The commits that this was said of. */
  readonly head: Sha
  readonly base: Sha
  readonly isDraft: boolean
  /** Undefined while GitHub works it out. */
  readonly mergeable: boolean | undefined
  /** Whether rules of the branch, a review that is required say, keep it from being merged. */
  readonly isBlocked: boolean
  /** All checks and statuses on the head as one; `none` where there are none, `hidden` where this app may not see them. */
  readonly checks: 'success' | 'pending' | 'failure' | 'none' | 'hidden'
  /** The best of those that the repository allows: of a release one commit comes, wherever history has to be linear, too. */
  readonly method: MergeMethod | undefined
}

export type MergeMethod = 'squash' | 'rebase' | 'merge'
