import type { MergedPullRequest } from './change.js'
import type { Comment } from './comment.js'
import type { Sha } from './commit.js'

/** An issue or a pull request as it was at a moment. */
export interface Touched {
  readonly number: number
  /** When it was touched last (ISO 8601). */
  readonly touchedAt: string
}

/** The conversation of an issue or a pull request in which something was said or done lately. */
export interface Talk extends Touched {
  /** An app can say nothing in it any more. */
  readonly isLocked: boolean
  readonly subject: Subject
  /** The newest ones, oldest first. */
  readonly comments: readonly Comment[]
}

/** What a conversation is about. */
export type Subject =
  { readonly kind: 'issue'; readonly state: 'open' | 'closed' } | ({ readonly kind: 'pull-request' } & AnyPullRequest)

export type AnyPullRequest =
  | { readonly state: 'open'; readonly isDraft: boolean }
  | { readonly state: 'closed' }
  /** Into whichever branch; where that stands, if it is known and not gone. */
  | { readonly state: 'merged'; readonly base: string; readonly baseHead?: Sha; readonly merged: MergedPullRequest }

/** The conversations that were touched last. */
export interface Talks {
  readonly list: readonly Talk[]
  /** Where there are more of either; undefined where all was read. */
  readonly more: MoreTalks | undefined
}

export interface MoreTalks {
  readonly issues: Edge | undefined
  readonly pullRequests: Edge | undefined
}

/** Where a page ends: behind which to go on, and when its last thread was touched (ISO 8601). */
export interface Edge {
  readonly after: string
  readonly touchedAt: string
}

/** A pull request into the default branch that closes an issue, and was not closed without a merge. */
export interface ClosingChange {
  readonly number: number
  /** Undefined while it is open. */
  readonly merged: MergedPullRequest | undefined
}
