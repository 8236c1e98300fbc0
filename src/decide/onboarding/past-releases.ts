import type { CommitRange, Look, Snapshot } from '../../model/snapshot.js'
import type { Sha } from '../../model/commit.js'
import { parseTagName, type Tag } from '../../model/tag-name.js'
import { isReleaseCommit } from '../release/is-release-commit.js'
import { previousTagCandidates, type VersionTag } from '../release/previous-tag-candidates.js'
import { createCommitReader } from '../release/read-commit.js'
import type { PastRelease } from '../replay/past-release.js'
import { comparable, type Comparable } from '../replay/predict.js'

/** How many releases are made again: each is one request, once in the life of a repository. */
const mostReleases = 5
const mostCandidates = 2
/** For the commits that wait: the previous release is nearly always the highest version. */
const headCandidates = 3

/** More than the releases that are made again, since several tags can be at one commit. */
const tagsLookedAt = 20

type RangeLook = Extract<Look, { kind: 'range' }>

/** Of the newest releases, those tags of which the commit is not known yet. */
export function unknownTags({ tags }: Snapshot, format: string): string[] {
  const newest = previousTagCandidates(tags, format).slice(0, tagsLookedAt)
  return newest.filter(({ sha }) => sha === undefined).map(({ name }) => name)
}

function knownTags({ tags }: Snapshot): Tag[] {
  return tags.flatMap(({ name, sha }) => (sha === undefined ? [] : [{ name, sha }]))
}

/** The looks at what waits since the newest release, and at what the newest releases were made of. Bounded, whatever the history. */
export function historyLooks(snapshot: Snapshot, head: Sha, format: string): RangeLook[] {
  const tags = previousTagCandidates(knownTags(snapshot), format)
  const looks = replayedTags(tags, head).map(({ tag, before }): RangeLook => {
    return { kind: 'range', head: tag.sha, candidates: before, since: undefined, pages: 1 }
  })
  if (isReleased(tags, head)) return looks
  return [{ kind: 'range', head, candidates: tags.slice(0, headCandidates), since: undefined, pages: 1 }, ...looks]
}

/** What waits since the newest release; nothing where the head is that release. Undefined where it was not looked at. */
export function waitingRange(snapshot: Snapshot, head: Sha, format: string): CommitRange | undefined {
  const tags = previousTagCandidates(knownTags(snapshot), format)
  return isReleased(tags, head) ? { previous: tags[0], commits: [] } : snapshot.ranges[head]
}

/** The newest releases as they were made; those whose range is unknown or cut are left out. */
export function pastReleases(snapshot: Snapshot, head: Sha, format: string): Comparable[] {
  const read = createCommitReader({ andUntyped: true })
  const releases = replayedTags(previousTagCandidates(knownTags(snapshot), format), head).flatMap(
    ({ tag }): PastRelease[] => {
      const range = snapshot.ranges[tag.sha]
      const version = range?.previous && parseTagName(format, range.previous.name)
      if (range?.previous === undefined || version === undefined || range.isCut) return []
      const prefix = format.split('${version}', 1)[0] ?? ''
      const said = range.commits.filter(({ message }) => !isReleaseCommit(message))
      return [
        {
          tag: { ...tag, prefix },
          previous: { ...range.previous, version, prefix },
          commits: range.commits,
          read: said.flatMap((commit) => read(commit) ?? []),
        },
      ]
    },
  )
  return comparable(releases)
}

/** A range is kept by the commit that ends it: two tags of one commit, and one at a head that has more behind it, are passed over. */
function replayedTags(tags: readonly VersionTag[], head: Sha): { tag: VersionTag; before: readonly VersionTag[] }[] {
  const seen = new Set<Sha>(isReleased(tags, head) ? [] : [head])
  const replayed: { tag: VersionTag; before: readonly VersionTag[] }[] = []
  for (const [index, tag] of tags.entries()) {
    const before = tags.slice(index + 1, index + 1 + mostCandidates)
    if (before.length === 0 || replayed.length === mostReleases) break
    if (seen.has(tag.sha)) continue
    seen.add(tag.sha)
    replayed.push({ tag, before })
  }
  return replayed
}

function isReleased(tags: readonly VersionTag[], head: Sha): boolean {
  return tags[0]?.sha === head
}
