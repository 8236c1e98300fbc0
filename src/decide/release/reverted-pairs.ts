import type { Sha } from '../../model/commit.js'
import type { ReadCommit } from './read-commit.js'

/** What a commit takes back, as far as it says so. */
export type Reverting = Pick<ReadCommit, 'subject' | 'reverts'> & { readonly commit: { readonly sha: Sha } }

/**
 * The changes that were taken back before anyone had them, and the reverts that took them back: they may leave the notes
 * together. A revert that was itself reverted takes nothing back. The version is none of this: a revert cancels no bump.
 */
export function revertedPairs(commits: readonly Reverting[]): ReadonlySet<Sha> {
  return new Set([...revertersIn(commits)].flatMap(([target, reverters]) => [target, ...reverters]))
}

/** By each change that was taken back, the reverts that took it back. */
export function revertersIn(commits: readonly Reverting[]): ReadonlyMap<Sha, readonly Sha[]> {
  const revertersOf = new Map<Sha, Sha[]>()
  for (const commit of commits) {
    const target = targetOf(commit, commits)
    if (target !== undefined) revertersOf.set(target, [...(revertersOf.get(target) ?? []), commit.commit.sha])
  }
  const undone = new Map<Sha, boolean>()
  const standing = [...revertersOf].map(
    ([target, reverters]) => [target, reverters.filter((sha) => !isUndone(sha, revertersOf, undone))] as const,
  )
  return new Map(standing.filter(([, reverters]) => reverters.length > 0))
}

function isUndone(sha: Sha, revertersOf: ReadonlyMap<Sha, readonly Sha[]>, known: Map<Sha, boolean>): boolean {
  const before = known.get(sha)
  if (before !== undefined) return before
  // Messages may claim to revert each other in a circle.
  known.set(sha, false)
  const result = (revertersOf.get(sha) ?? []).some((reverter) => !isUndone(reverter, revertersOf, known))
  known.set(sha, result)
  return result
}

function targetOf(revert: Reverting, commits: readonly Reverting[]): Sha | undefined {
  const { reverts } = revert
  if (reverts === undefined) return undefined
  const { sha, subject } = reverts
  const others = commits.filter((other) => other !== revert)
  if (sha !== undefined) return others.find((other) => other.commit.sha.startsWith(sha))?.commit.sha
  return others.findLast((other) => other.subject === subject)?.commit.sha
}
