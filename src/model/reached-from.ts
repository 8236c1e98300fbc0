import type { Commit, Sha } from './commit.js'

/** What was reached by walking from child to parent. */
export interface Reached {
  readonly commits: ReadonlySet<Sha>
  /** Every way was followed to its end, or to a commit to stop before. */
  readonly isClosed: boolean
}

/** Which of these commits one of them reaches without going beyond `stops`, itself included; none where it is not among them. */
export function reachedFrom(
  start: Sha | undefined,
  commits: readonly Pick<Commit, 'sha' | 'parents'>[],
  stops: ReadonlySet<Sha> = new Set(),
): Reached {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]))
  const reached = new Set<Sha>()
  let isClosed = true
  const waiting = start === undefined ? [] : [start]
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    if (stops.has(sha) || reached.has(sha)) continue
    const commit = bySha.get(sha)
    if (commit === undefined) {
      isClosed = false
      continue
    }
    reached.add(sha)
    waiting.push(...commit.parents)
  }
  return { commits: reached, isClosed }
}
