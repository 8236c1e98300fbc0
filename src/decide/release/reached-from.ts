import type { Commit, Sha } from '../../model/commit.js'

/** Which of these commits one of them reaches, itself included; none where it is not among them. */
export function reachedFrom(start: Sha | undefined, commits: readonly Commit[]): Set<Sha> {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]))
  const reached = new Set<Sha>()
  const waiting = start === undefined ? [] : [start]
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    const commit = bySha.get(sha)
    if (commit === undefined || reached.has(sha)) continue
    reached.add(sha)
    waiting.push(...commit.parents)
  }
  return reached
}
