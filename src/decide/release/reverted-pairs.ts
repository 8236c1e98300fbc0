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
  for (const [target, reverters] of revertersOf) {
    for (const reverter of reverters) {
      if (isUndone(reverter, revertersOf, new Set([target]))) continue
      gone.add(target)
      gone.add(reverter)
    }
  }
  return gone
}

function isUndone(sha: Sha, revertersOf: ReadonlyMap<Sha, readonly Sha[]>, seen: ReadonlySet<Sha>): boolean {
  if (seen.has(sha)) return false
  const reverters = revertersOf.get(sha) ?? []
  return reverters.some((reverter) => !isUndone(reverter, revertersOf, new Set([...seen, sha])))
}

function targetOf(revert: ReadCommit, commits: readonly ReadCommit[]): Sha | undefined {
  const { reverts } = revert
  if (reverts === undefined) return undefined
  const { sha, subject } = reverts
  const others = commits.filter((other) => other !== revert)
  if (sha !== undefined) return others.find((other) => other.commit.sha.startsWith(sha))?.commit.sha
  return others.findLast((other) => other.subject === subject)?.commit.sha
}
