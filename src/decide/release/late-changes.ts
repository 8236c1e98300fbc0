import type { Commit, Sha } from '../../model/commit.js'
import { reachedFrom } from '../../model/reached-from.js'
import type { ReleaseRules } from '../../model/release.js'
import { compareVersions, type Version } from '../../model/version.js'
import type { LateChange } from '../words/publishing.js'
import { bumpOf, nextVersion } from './next-version.js'
import { readCommits } from './plan-release.js'
import { findReleaseAs } from './requested-version.js'

/**
 * The changes of a merged release that ask for a higher version than it has, since they came after its pull request was last refreshed:
 * those that `refreshedAt`, the commit of the default branch that it stood on, does not reach, or that were reworded since. Where that commit is not among them
 * every change counts, unless somebody chose the version.
 */
export function lateChanges(
  commits: readonly Commit[],
  released: {
    readonly version: Version
    readonly previous: Version | undefined
    readonly refreshedAt: Sha | undefined
    /** Commits of which people have said something else since. */
    readonly rewordedSince?: ReadonlySet<Sha>
  },
  rules: ReleaseRules,
): LateChange[] {
  const { version, previous, refreshedAt, rewordedSince } = released
  if (previous === undefined) return []
  const listed = reachedFrom(refreshedAt, commits).commits
  if (listed.size === 0 && findReleaseAs(commits) !== undefined) return []
  return readCommits(commits, rules).read.flatMap((commit) => {
    const bump = bumpOf(commit, rules)
    const isListed = listed.has(commit.commit.sha) && rewordedSince?.has(commit.commit.sha) !== true
    if (bump === 'none' || isListed) return []
    const asked = nextVersion(previous, bump, rules)
    return compareVersions(asked, version) > 0 ? [{ commit, version: asked }] : []
  })
}
