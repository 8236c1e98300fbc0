import type { Sha } from './commit.js'

/** What begins and ends the part of a pull request's body that stands for the messages of its commits; release-please has the same. */
export const overrideBegin = 'BEGIN_COMMIT_OVERRIDE'
export const overrideEnd = 'END_COMMIT_OVERRIDE'

/** Somebody on GitHub; undefined where the account is gone. */
export type Person = { readonly login: string; readonly isBot: boolean } | undefined

/** A pull request that was merged into the default branch and whose body holds {@link overrideBegin} somewhere. */
export interface Rewording {
  readonly number: number
  /** What came of it on the default branch. */
  readonly mergeCommit: Sha
  /** Those of the commits that were read which it brought, as GitHub tells; the merge commit may be one. */
  readonly commits: readonly Sha[]
  readonly body: string
  readonly author: Person
  /** When the body was last changed (ISO 8601), and by whom; undefined where it is as it was opened. */
  readonly edited: { readonly at: string; readonly by: Person } | undefined
  readonly mergedAt: string
  readonly mergedBy: Person
}
