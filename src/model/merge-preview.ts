import type { Commit, Sha } from './commit.js'
import type { Person } from './rewording.js'

/** A way to merge that a repository allows. */
export type MergeMethod = 'squash' | 'merge' | 'rebase'

/** How pull requests are merged into the default branch, and where the messages come from that this writes. */
export interface MergeSettings {
  /** The only one where a merge queue merges; in the order squash, merge, rebase. */
  readonly methods: readonly MergeMethod[]
  /** Whether a squash of one commit takes the message of that commit, in place of the title of the pull request. */
  readonly singleCommitSpeaks: boolean
  /** All that GitHub lets people choose of these messages: where it changes, so may they. */
  readonly texts: string
}

/** What bears on a preview and comes with the first look; while it stays the same, the preview does. */
export interface PullRequestState {
  readonly number: number
  readonly head: Sha
  /** The branch that it is to be merged into. */
  readonly base: string
  readonly title: string
  /** When the body was last changed (ISO 8601); undefined where it is as it was opened. */
  readonly editedAt: string | undefined
}

/** What merging a pull request would write and close. All texts are hostile. */
export interface MergeDetails {
  /** As it stood when this was read. */
  readonly state: PullRequestState
  readonly body: string
  readonly author: Person
  /** Who changed the body last; undefined where nobody did. */
  readonly editor: Person
  /** The whole message of the commit that each method makes, as GitHub would write it. */
  readonly messages: { readonly [M in Exclude<MergeMethod, 'rebase'>]?: string }
  /** The pull request's own commits, oldest first; none where only a squash is allowed. */
  readonly commits: readonly Commit[]
  /** How many it has; GitHub lists 250. */
  readonly commitCount: number
  readonly issues: readonly ClosingIssue[]
  /** How many there are, with those that were not read. */
  readonly issueCount: number
}

/** An issue that merging closes. */
export interface ClosingIssue {
  readonly number: number
  /** Undefined in another repository: who reads this may not be allowed to read that. */
  readonly title: string | undefined
  readonly url: string
  /** `owner/name`, where it is another repository. */
  readonly elsewhere: string | undefined
}

/** Whether two looks saw a pull request as it was at one and the same time. */
export function isSameState(one: PullRequestState, other: PullRequestState): boolean {
  return printState(one) === printState(other)
}

/** All of a state as one text. */
export function printState({ number, head, base, title, editedAt }: PullRequestState): string {
  return JSON.stringify([number, head, base, title, editedAt ?? ''])
}
