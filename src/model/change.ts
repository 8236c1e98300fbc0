import type { Sha } from './commit.js'

/** A pull request that was merged into the default branch: a change on its way to done. */
export interface MergedPullRequest {
  readonly number: number
  /** What came of it on the default branch; of several commits the last. */
  readonly mergeCommit: Sha
  /** ISO 8601. */
  readonly mergedAt: string
  /** Its labels, where they were read. */
  readonly labels?: readonly string[]
}

/**
 * Where a merged pull request stands. Told by git ancestry alone: it is released in the first version whose tag reaches its merge
 * commit; live where the commit that an environment runs reaches it.
 */
export type Stage =
  /** Part of no release yet, and of no release pull request that is open. */
  | { readonly kind: 'merged' }
  | { readonly kind: 'in-release-pull-request'; readonly pullRequest: number; readonly version: string }
  /** Where it is done only once an environment runs it, `awaits` is that environment, as long as it does not. */
  | { readonly kind: 'released'; readonly tag: string; readonly awaits?: Awaited }
  /** Released, and run by the environment that makes it done, since then (ISO 8601). */
  | { readonly kind: 'live'; readonly environment: string; readonly since: string; readonly tag: string }
  /** Taken back before any release had it; `by` is the pull request that did, where one is known. */
  | { readonly kind: 'reverted'; readonly by: number | undefined }
  /** Released, where known in this tag, and taken back by what the release `in` carries. */
  | {
      readonly kind: 'taken-back'
      readonly released: string | undefined
      readonly in: string
      readonly by: number | undefined
    }

/** An environment that does not run a change, and what it was rolled back to, where that took the change out. */
export interface Awaited {
  readonly environment: string
  readonly rolledBackTo: string | undefined
}

/** A change that is merged and not released: a pull request, or what was pushed to the default branch without one. */
export interface WaitingChange {
  /** Of the pull request; undefined for what was pushed. */
  readonly number?: number
  /** What came of it on the default branch. */
  readonly sha: Sha
  /** Its title, or the subject of the commit. Not to be trusted: whoever made it wrote it. */
  readonly title: string
  /** When it was merged (ISO 8601); for what was pushed about when, since its maker set the date. */
  readonly since: string
}

/** All that is merged and not released, each the oldest first. */
export interface WaitingRoom {
  readonly changes: readonly WaitingChange[]
  /** Taken back before any release had it: it waits for nothing. */
  readonly reverted: readonly WaitingChange[]
}

/** Shows that a thread's change is merged and not done. It tells the eyes where to look, and is never what is true. */
export const waitingLabel = 'landfall: waiting'

/** Shows the same of what was merged into another branch than the default one, and is in no release of that. */
export const lineLabel = 'landfall: backport waiting'

/** Shows that a release is out, and that the change of a thread is in one. It only shows. */
export const releasedLabel = 'landfall: released'

/** The labels that the bot makes where they are missing: six hexadecimal digits of colour, and what people read beside them. */
export const stageLabels: Readonly<Record<string, { readonly color: string; readonly description: string }>> = {
  [waitingLabel]: { color: 'fbca04', description: 'Merged, and not done yet' },
  [lineLabel]: { color: 'fef2c0', description: 'Merged into another branch, and in no release of it yet' },
  [releasedLabel]: { color: '0e8a16', description: 'Out in a release' },
}

/** A label as the bot writes it: to GitHub upper and lower case are one, and people may have changed that. */
export function labelNamed(name: string): string {
  return Object.keys(stageLabels).find((label) => label === name.toLowerCase()) ?? name
}
