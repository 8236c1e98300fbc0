import type { LineMerge } from './backport.js'
import type { MergedPullRequest } from './change.js'
import type { Comment } from './comment.js'
import type { Sha } from './commit.js'
import type { ClosingChange, Touched } from './talk.js'

/** The conversation of an issue or a pull request, and what shows its stage there. */
export interface Thread {
  readonly number: number
  /** GraphQL node id. */
  readonly id: string
  readonly labels: readonly string[]
  /** Nobody says anything in it any more. */
  readonly isLocked: boolean
  /** The newest ones, oldest first. */
  readonly comments: readonly ThreadComment[]
  /** Whether there are older comments. */
  readonly isCut: boolean
  /** The labels that somebody else than this app took off and did not put back. */
  readonly takenOff: readonly string[]
}

export interface ThreadComment extends Comment {
  /** GraphQL node id. */
  readonly nodeId: string
}

/** A merged pull request, with the issues that it closes: those its text names with a closing keyword, and those linked to it. */
export interface PullRequestThread extends Thread {
  readonly merged: MergedPullRequest
  readonly closes: readonly IssueThread[]
}

export interface IssueThread extends Thread {
  readonly state: 'open' | 'closed'
  /** Closed as something else than completed. */
  readonly isDismissed: boolean
  /** What closed it, where it is closed: a merge, or a person by hand. */
  readonly closedBy: Closer | undefined
  /** Whether somebody else than this app reopened it last. */
  readonly reopenedByHand: boolean
  /** Every pull request of this repository that closes it, and was not closed without a merge. */
  readonly closers: readonly ClosingChange[]
}

export type Closer =
  | { readonly kind: 'pull-request'; readonly number: number }
  | { readonly kind: 'commit'; readonly sha: Sha }
  | { readonly kind: 'person' }
  /** This app. */
  | { readonly kind: 'us' }

/** A pull request that was merged into another branch, and what it brings there. */
export interface LineMergeThread extends Thread {
  readonly merge: LineMerge
  /** The pull requests of the default branch that it is a backport of. */
  readonly originals: readonly MergedPullRequest[]
}

/** What bears the label of what waits. */
export interface Waiting {
  readonly pullRequests: readonly WaitingPullRequest[]
  /** The pull requests that bear the label of what waits on another branch; the ones that were touched last, where there are more than fifty. */
  readonly elsewhere: { readonly list: readonly (LineMerge & Touched)[]; readonly isCut: boolean }
  readonly issues: readonly { readonly number: number; readonly state: 'open' | 'closed' }[]
  /** Where there are more of either than were read. */
  readonly more: { readonly pullRequests: string | undefined; readonly issues: string | undefined }
  /** Our comments on those that have waited longest; where these are right, so are the others. */
  readonly witnesses: readonly {
    readonly number: number
    readonly isLocked: boolean
    readonly comments: readonly Comment[]
  }[]
}

export interface WaitingPullRequest extends MergedPullRequest {
  /** The issues that it closes. */
  readonly closes: readonly { readonly number: number; readonly state: 'open' | 'closed' }[]
}
