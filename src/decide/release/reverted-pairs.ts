import type { Sha } from '../../model/commit.js'
import type { ReadCommit } from './read-commit.js'

/**
 * The changes that were taken back before anyone had them, and the reverts that took them back: they may leave the notes
 * together. A revert that was itself reverted takes nothing back. The version is none of this: a revert cancels no bump.
 */
export function revertedPairs(commits: readonly ReadCommit[]): ReadonlySet<Sha> {
  const revertersOf = new Map<Sha, Sha[]>()
  for (const commit of commits) {
    const target = targetOf(commit, commits)
    if (target !== undefined) revertersOf.set(target, [...(revertersOf.get(target) ?? []), commit.commit.sha])
  }
  const gone = new Set<Sha>()
  const undone = new Map<Sha, boolean>()
  for (const [target, reverters] of revertersOf) {
    for (const reverter of reverters) {
      if (isUndone(reverter, revertersOf, undone)) continue
      gone.add(target)
      gone.add(reverter)
    }
  }
  return gone
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

function targetOf(revert: ReadCommit, commits: readonly ReadCommit[]): Sha | undefined {
  const { reverts } = revert
  if (reverts === undefined) return undefined
  const { sha, subject } = reverts
  const others = commits.filter((other) => other !== revert)
  if (sha !== undefined) return others.find((other) => other.commit.sha.startsWith(sha))?.commit.sha
  return others.findLast((other) => other.subject === subject)?.commit.sha
}
