import type { Comment } from './comment.js'
import type { Sha } from './commit.js'

/** The branch that carries the open release. One for now; release lines get names under it. */
export const releaseBranchName = 'landfall/release'

/** The release pull request as it stands: made by this app, from its own branch. */
export interface ReleasePullRequest {
  readonly number: number
  readonly title: string
  readonly body: string
  /** The branch that it is merged into; somebody may have changed it, or the default branch. */
  readonly base: string
  /** The commit the branch stood at when it was read, or when the pull request was closed. */
  readonly head: Sha
  /** What its newest commit stands on: the state of the default branch that it releases. */
  readonly parent: Sha | undefined
  /** The messages of its newest commits, oldest first; the title can be edited by anybody, these cannot. */
  readonly commitMessages: readonly string[]
}

/** The release pull request that people can merge, with what they say in it. */
export interface OpenReleasePullRequest extends ReleasePullRequest {
  /** The newest bodies it had, the present one first; none where nobody has edited it. */
  readonly edits: readonly BodyEdit[]
  /** The newest ones of its conversation, oldest first. */
  readonly comments: readonly Comment[]
}

/** One of the bodies that a pull request had. */
export interface BodyEdit {
  readonly body: string
  /** Whether this app wrote it. */
  readonly isOurs: boolean
}

/** A release pull request that was closed without a merge. */
export interface ClosedReleasePullRequest extends ReleasePullRequest {
  /** Whether this app closed it. */
  readonly closedByUs: boolean
}

/** A release pull request that was merged; `mergeCommit` is what came of it on the default branch. */
export interface MergedReleasePullRequest extends ReleasePullRequest {
  readonly mergeCommit: Sha
  readonly mergedAt: string
  /** The committer's date of its newest commit; GitHub set it where that is ours. */
  readonly refreshedAt?: string | undefined
  readonly labels: readonly string[]
  /** The newest ones of its conversation, oldest first. */
  readonly comments: readonly Comment[]
}
