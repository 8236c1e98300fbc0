import type { MergedPullRequest } from '../../model/change.js'
import type { Commit } from '../../model/commit.js'
import type { Snapshot } from '../../model/snapshot.js'

/** The pull requests that brought these commits, as far as that was read. */
export function changesIn(
  { brought, merged }: Pick<Snapshot, 'brought' | 'merged'>,
  commits: readonly Commit[],
): MergedPullRequest[] {
  const shas = new Set(commits.map(({ sha }) => sha))
  const known = commits.flatMap(({ sha }) => brought[sha] ?? [])
  const listed = merged?.list.filter(({ mergeCommit }) => shas.has(mergeCommit)) ?? []
  return [...new Map([...known, ...listed].map((one) => [one.number, one])).values()]
}
