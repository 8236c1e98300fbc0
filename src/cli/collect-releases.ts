import type { Commit } from '../model/commit.js'
import { isReleaseCommit } from '../decide/release/is-release-commit.js'
import { createCommitReader, untyped, type ReadCommit } from '../decide/release/read-commit.js'
import type { PastRelease } from '../decide/replay/past-release.js'
import type { ReleaseTag } from '../decide/replay/version-tag-groups.js'
import type { Component, Components } from './find-components.js'
import { createRangeFinder, findHighestTags, type RangeFinder } from './ranges.js'
import type { History } from './read-history.js'

/** Takes a history apart into its stable releases, oldest first. `onProgress` is told how many are done. */
export function collectReleases(
  history: History,
  { components, filesOf }: Components,
  onProgress: (done: number) => void,
): PastRelease[] {
  const findRange = createRangeFinder(history)
  const read = rememberingReader()
  const releases: PastRelease[] = []
  for (const component of components) {
    const highest = findHighestTags(history, component.tags)
    const tagged = new Set(component.tags.map((tag) => tag.sha))
    for (const [rank, tag] of component.tags.entries()) {
      const twin = component.tags[rank - 1]
      const below = component.tags[highest.below(tag.sha)]
      const previous = twin?.sha === tag.sha ? twin : below
      const commits = rangeOf(component, tag, previous, findRange, filesOf)
      const own = component.folders.length > 0 ? (commit: Commit) => tagged.has(commit.sha) : () => true
      releases.push({ tag, previous, commits, read: commits.flatMap((commit) => read(commit, own) ?? []) })
      onProgress(releases.length)
    }
  }
  const when = (release: PastRelease) => history.indexOf.get(release.tag.sha) ?? 0
  return releases.sort((a, b) => when(a) - when(b))
}

function rangeOf(
  component: Component,
  tag: ReleaseTag,
  previous: ReleaseTag | undefined,
  findRange: RangeFinder,
  filesOf: Components['filesOf'],
): readonly Commit[] {
  const commits = findRange(previous?.sha, tag.sha)
  return filesOf === undefined ? commits : commits.filter((commit) => component.owns(tag, filesOf(commit.sha)))
}

/**
 * Reads each commit once, however many releases hold it. In a monorepo another component's release commit that changes this
 * component's folder is a change like any other; only its own is left out.
 */
function rememberingReader(): (commit: Commit, isOwnRelease: (commit: Commit) => boolean) => ReadCommit | undefined {
  const reader = createCommitReader({ andUntyped: true })
  const known = new Map<string, { read: ReadCommit | undefined; isRelease: boolean }>()
  return (commit, isOwnRelease) => {
    let entry = known.get(commit.sha)
    if (entry === undefined) {
      entry = { read: reader(commit), isRelease: isReleaseCommit(commit.message) }
      known.set(commit.sha, entry)
    }
    if (entry.isRelease && (entry.read?.type === untyped || isOwnRelease(commit))) return undefined
    return entry.read
  }
}
