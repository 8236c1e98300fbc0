import type { Commit } from '../../model/commit.js'
import { reachedFrom } from '../../model/reached-from.js'
import { bumpOf } from './next-version.js'
import { readCommits } from './plan-release.js'
import { findReleaseAs } from './requested-version.js'
import type { Seen } from './seen.js'

/**
 * Whether a person holds the release: they closed its pull request, and no change since asks for a release. `commits` are those that
 * are not released yet.
 */
export function isHeld({ snapshot, config }: Seen, commits: readonly Commit[]): boolean {
  const { openReleasePullRequest, closedReleasePullRequest: closed } = snapshot
  if (openReleasePullRequest !== undefined || closed === undefined || closed.closedByUs) return false
  const held = reachedFrom(closed.parent, commits).commits
  if (held.size === 0) return false
  const since = commits.filter(({ sha }) => !held.has(sha))
  const { read } = readCommits(since, config.release)
  return findReleaseAs(since) === undefined && read.every((commit) => bumpOf(commit, config.release) === 'none')
}
