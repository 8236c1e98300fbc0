import type { MergedPullRequest } from './change.js'
import type { Commit, Sha } from './commit.js'
import { linesOutsideOfCode } from './lines-outside-of-code.js'

/** A branch beside the default one that changes are brought to: `1.x`. */
export interface Line {
  /** The branch. Not to be trusted: whoever may push chose it. */
  readonly name: string
  /** Where it stands; undefined where it is gone. */
  readonly head: Sha | undefined
}

/** A pull request that was merged into another branch of this repository than the default one. */
export interface LineMerge extends MergedPullRequest {
  readonly line: Line
}

/** What a commit reaches, the newest first, as far as it was read. */
export interface LineHistory {
  readonly commits: readonly Pick<Commit, 'sha' | 'parents'>[]
  /** Where it ends because nothing lies behind, or because so many are not read. */
  readonly end: 'whole' | 'cut' | undefined
}

/** What the texts of a pull request say that it brings to another branch. Anybody may write them. */
export interface Claims {
  readonly pullRequests: readonly number[]
  readonly commits: readonly Sha[]
}

export interface ClaimTexts {
  readonly number: number
  readonly title: string
  readonly body: string
  /** Of the commits, that of the merge among them. */
  readonly messages: readonly string[]
}

/** So many of either are looked for. */
const most = 10

const reference =
  /\b(?:back[- ]?port(?:s|ed|ing)?|cherry[- ]?pick(?:s|ed)?)(?:\s+(?:of|from))?(?:\s+(?:pull request|pr))?:?\s+#(\d{1,9})\b/gi
const titled = /^\s*\[\s*back[- ]?port\b[^\]]{0,100}\]/i
const trailer = /^\(cherry picked from commit ([0-9a-f]{40})\)\s*$/gm

/**
 * Reads `Backport of #12`, `backports #12` and `(backport #12)` in title, description and messages, `[Backport 1.x] … #12` in the title, and the trailer that
 * `git cherry-pick -x` writes.
 */
export function readClaims({ number, title, body, messages }: ClaimTexts): Claims {
  const texts = [title, ...messages, linesOutsideOfCode(body).join('\n')]
  const named = texts.flatMap((text) => [...text.matchAll(reference)].map((match) => match[1]))
  const inTitle = titled.test(title) ? [...title.matchAll(/#(\d{1,9})\b/g)].map((match) => match[1]) : []
  const commits = [body, ...messages].flatMap((text) => [...text.matchAll(trailer)].map((match) => match[1] ?? ''))
  const numbers = [...named, ...inTitle].map(Number).filter((one) => one !== number && one > 0)
  return { pullRequests: [...new Set(numbers)].slice(0, most), commits: [...new Set(commits)].slice(0, most) }
}

/** Whether that is what the claims speak of: by its number, or by the commit that came of it. */
export function isClaimed(claims: Claims, { number, mergeCommit }: MergedPullRequest): boolean {
  return claims.pullRequests.includes(number) || claims.commits.includes(mergeCommit)
}

/** Where a change stands on another branch than the default one; by git ancestry alone. */
export type LineStage =
  /** In this release on that branch, the lowest that has it. */
  | { readonly kind: 'released'; readonly tag: string }
  | { readonly kind: 'waiting' }
  /** The branch does not carry it, as far as was seen. */
  | { readonly kind: 'lost' }
  /** The branch is gone. */
  | { readonly kind: 'gone' }
  /** So much came after it, or so many branches are to be read, that it was not looked for to the end. */
  | { readonly kind: 'unread' }

/** What was merged into another branch, with where it stands there. */
export interface LineStanding {
  readonly merge: LineMerge
  readonly stage: LineStage
}
