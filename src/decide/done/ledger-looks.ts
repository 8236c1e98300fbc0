import { waitingLabel, type MergedPullRequest } from '../../model/change.js'
import type { Commit } from '../../model/commit.js'
import type { CommitRange, Look } from '../../model/snapshot.js'
import { compareVersions } from '../../model/version.js'
import { previousTagCandidates, type VersionTag } from '../release/previous-tag-candidates.js'
import type { PublishedRelease } from '../release/publish-merged-release.js'
import { rangeLook } from '../release/range-look.js'
import type { Seen } from '../release/seen.js'
import { changesIn } from './changes-in.js'
import { liveLooks, readLive } from './live.js'
import { mayTakeBack } from './stages.js'

const dayMs = 24 * 60 * 60_000

/** How many of the newest tags are searched for what waits no longer; of more, where an environment may be many releases behind. */
const tagsSearched = 5
const tagsSearchedLive = 20

/** Of releases that carry more than this together it is read, by their labels, who was told before: one look cannot tell them all. */
const few = 40

/** What has to be seen before it is known where merged pull requests stand. `out` are releases whose pull requests do not show that they are. */
export function ledgerLooks(seen: Seen, out: readonly PublishedRelease[], now: Date): Look[] {
  const unreleased = seen.snapshot.ranges[seen.branch.head]
  const live = liveLooks(seen)
  const canStray = unreleased !== undefined && live.length === 0
  return [...live, ...releaseLooks(seen, out), ...(canStray ? strayLooks(seen, unreleased, out, now) : [])]
}

/** The looks at what the releases carry that are out and do not show it yet, and at who brought it. */
function releaseLooks(seen: Seen, out: readonly PublishedRelease[]): Look[] {
  const { snapshot } = seen
  const { carried, brought, merged } = snapshot
  const unknown = out.filter(({ tag }) => carried[tag] === undefined)
  if (unknown.length > 0)
    return unknown.map(({ merged: { mergeCommit }, tag, version }) =>
      carriedLook(seen, { name: tag, sha: mergeCommit, version }),
    )
  const commits = out.flatMap(({ tag }) => carried[tag]?.commits ?? [])
  // Of commits behind the newest ones it is not known who brought them; and of many changes, by their labels, who was told before.
  const isKnown = commits.every(({ sha }) => brought[sha] !== undefined)
  const isMany = changesIn(snapshot, commits).length > few
  const since = sinceMergedFor(commits)
  const isRead = merged !== undefined && merged.since <= since
  return isRead || (isKnown && !isMany) ? [] : [{ kind: 'merged', since }]
}

/** What was merged as one of these commits was merged when that was made; by a clock that may have been wrong by a day. */
function sinceMergedFor(commits: readonly Commit[]): string {
  const earliest = commits.reduce((least, { committedAt }) => Math.min(least, Date.parse(committedAt)), Infinity)
  return new Date(Number.isFinite(earliest) ? earliest - dayMs : 0).toISOString()
}

/** The looks at what some release has and nobody knows which: at the newest ones. */
function strayLooks(seen: Seen, unreleased: CommitRange, out: readonly PublishedRelease[], now: Date): Look[] {
  const { snapshot, config } = seen
  const { waiting } = snapshot
  const more: Look[] =
    (waiting.more.pullRequests ?? waiting.more.issues) ? [{ kind: 'waiting', label: waitingLabel }] : []
  if (strays(seen, unreleased, out, now).length === 0) return more
  const tags = previousTagCandidates(snapshot.tags, config.release.tag).slice(
    0,
    config.done.liveIn === undefined ? tagsSearched : tagsSearchedLive,
  )
  const unknown = tags.flatMap(({ name, sha }) => (sha === undefined ? [name] : []))
  if (unknown.length > 0) return [...more, { kind: 'tags', names: unknown }]
  const releases = tags.filter(
    ({ name }) => snapshot.carried[name] === undefined && snapshot.drafts?.[name] === undefined,
  )
  return [...more, ...releases.map(({ name, sha = '', version }) => carriedLook(seen, { name, sha, version }))]
}

/** What waits by its label and is not unreleased, nor known to wait for an environment, and what a release takes back that an earlier one had. */
function strays(
  seen: Seen,
  { commits }: CommitRange,
  out: readonly PublishedRelease[],
  now: Date,
): MergedPullRequest[] {
  const { snapshot } = seen
  const live = readLive(seen, now)
  const waiting = snapshot.waiting.pullRequests.filter(
    ({ mergeCommit }) => live === undefined || (live.isKnown && !live.awaited.has(mergeCommit)),
  )
  const known = [commits, ...Object.values(snapshot.carried).map((range) => range.commits)].flat()
  const isSeen = new Set(known.map(({ sha }) => sha))
  const takenBack = new Set(out.flatMap(({ tag }) => mayTakeBack({ snapshot }, tag)))
  const before = Object.values(snapshot.brought).flat()
  return [...waiting, ...before.filter(({ number }) => takenBack.has(number))].filter(
    ({ mergeCommit }) => !isSeen.has(mergeCommit),
  )
}

function carriedLook(seen: Seen, { name, sha, version }: VersionTag): Look {
  const { head, candidates, since } = rangeLook(seen, sha, (candidate) => compareVersions(candidate, version) < 0)
  return { kind: 'carried', tag: name, head, candidates, since }
}
