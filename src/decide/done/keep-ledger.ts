import type { Action, ShowStage } from '../../model/action.js'
import { releasedLabel, stageLabels, waitingLabel, type MergedPullRequest } from '../../model/change.js'
import { decided, uniteDecisions, wantsToSee, type Decision } from '../../model/decision.js'
import type { CommitRange, Look, Snapshot } from '../../model/snapshot.js'
import type { IssueThread } from '../../model/thread.js'
import { compareVersions } from '../../model/version.js'
import { previousTagCandidates, type VersionTag } from '../release/previous-tag-candidates.js'
import type { PublishedRelease } from '../release/publish-merged-release.js'
import { rangeLook } from '../release/range-look.js'
import type { Seen } from '../release/seen.js'
import { mostThreads, notifies } from '../stop-and-ask.js'
import * as words from '../words/done.js'
import { showIssue } from './show-issue.js'
import { showPullRequest } from './show-pull-request.js'
import { readStages, type Stages } from './stages.js'

/** Reads lag behind what was written by seconds. */
const lagMs = 10_000

const dayMs = 24 * 60 * 60_000

/** So many threads at a look; the next look goes on. */
const slice = 40

/** How many of the newest tags are searched for what waits no longer. */
const tagsSearched = 5

/** What else was decided in this look. */
export interface Beside {
  /** Releases that are out and whose pull requests do not show it yet. */
  readonly out: readonly PublishedRelease[]
  readonly kept: Decision
}

/**
 * The ledger of what is done: shows in the threads of merged pull requests, and of the issues that they close, whether the change is
 * released. Labels say where to look, ancestry says what is true.
 */
export function keepLedger(seen: Seen, { out, kept }: Beside, now: Date): Decision {
  const { snapshot, branch } = seen
  const unreleased = snapshot.ranges[branch.head]
  const first = [...releaseLooks(seen, out), ...(unreleased === undefined ? [] : strayLooks(seen, unreleased))]
  // What would be released next has to be known first: people are told of it.
  if (unreleased === undefined || first.length > 0 || kept.looks.length > 0) return wantsToSee(...first)

  const stages = readStages(seen, kept.next)
  // Where the release pull request is only being opened, nobody can be told its number yet.
  const isOpening = kept.actions.some(({ kind }) => kind === 'open-pull-request')
  const fresh = isOpening ? [] : untold(seen, unreleased)
  const isTooMany = fresh.length > mostThreads
  const wanted = {
    pullRequests: unique([...(isTooMany ? [] : fresh), ...toRead(seen, out, stages)]),
    issues: issuesToRead(seen, stages),
  }
  const asked = new Set(snapshot.threads?.asked)
  const missing = {
    pullRequests: wanted.pullRequests.filter((number) => !asked.has(number)),
    issues: wanted.issues.filter((number) => !asked.has(number)),
  }
  if (missing.pullRequests.length + missing.issues.length > 0) return wantsToSee({ kind: 'threads', ...missing })

  const all = showAll(seen, stages)
  const loud = all.filter((show) => notifies(show) && !show.isRelease)
  const isTooLoud = isTooMany || loud.length > mostThreads
  const shows = isTooLoud ? all.filter((show) => !loud.includes(show)) : all
  const again = { lookAgainAt: new Date(now.getTime() + lagMs).toISOString() }
  const held = isTooLoud
    ? decided([words.tooManyToTell(Math.max(fresh.length, loud.length), mostThreads)])
    : decided([])
  const opening = isOpening ? { ...decided([]), ...again } : decided([])
  if (shows.length === 0) return uniteDecisions(held, opening, decided([], showOut(out)))
  const told = decided([words.tells(shows.length)], [...missingLabels(seen), ...shows.slice(0, slice)])
  return uniteDecisions(held, opening, { ...told, ...again })
}

/** The looks at what the releases carry that are out and do not show it yet, and at who brought it. */
function releaseLooks(seen: Seen, out: readonly PublishedRelease[]): Look[] {
  const { snapshot } = seen
  const { carried, brought, merged } = snapshot
  return out.flatMap(({ merged: { mergeCommit }, tag, version }): Look[] => {
    const range = carried[tag]
    if (range === undefined) return [carriedLook(seen, { name: tag, sha: mergeCommit, version })]
    // Of commits behind the newest ones it is not known who brought them; and of many changes, by their labels, who was told before.
    const isKnown = range.commits.every(({ sha }) => brought[sha] !== undefined)
    const isMany = changesIn(snapshot, range.commits).length > slice
    const since = sinceMergedFor(range)
    const isRead = merged !== undefined && merged.since <= since
    return isRead || (isKnown && !isMany) ? [] : [{ kind: 'merged', since }]
  })
}

/** What was merged as one of these commits was merged when that was made; by a clock that may have been wrong by a day. */
function sinceMergedFor({ commits }: CommitRange): string {
  const earliest = commits.reduce((least, { committedAt }) => Math.min(least, Date.parse(committedAt)), Infinity)
  return new Date(Number.isFinite(earliest) ? earliest - dayMs : 0).toISOString()
}

/** The looks at what waits by its label and is not unreleased: at the newest releases, one of which has it. */
function strayLooks(seen: Seen, unreleased: CommitRange): Look[] {
  const { snapshot, config } = seen
  const { waiting } = snapshot
  const more: Look[] =
    (waiting.more.pullRequests ?? waiting.more.issues) ? [{ kind: 'waiting', label: waitingLabel }] : []
  if (strays(seen, unreleased).length === 0) return more
  const tags = previousTagCandidates(snapshot.tags, config.release.tag).slice(0, tagsSearched)
  const unknown = tags.flatMap(({ name, sha }) => (sha === undefined ? [name] : []))
  if (unknown.length > 0) return [...more, { kind: 'tags', names: unknown }]
  const releases = tags.filter(
    ({ name }) => snapshot.carried[name] === undefined && snapshot.drafts?.[name] === undefined,
  )
  return [...more, ...releases.map(({ name, sha = '', version }) => carriedLook(seen, { name, sha, version }))]
}

function strays({ snapshot }: Seen, { commits }: CommitRange): MergedPullRequest[] {
  const unreleased = new Set(commits.map(({ sha }) => sha))
  return snapshot.waiting.pullRequests.filter(({ mergeCommit }) => !unreleased.has(mergeCommit))
}

function carriedLook(seen: Seen, { name, sha, version }: VersionTag): Look {
  const { head, candidates, since } = rangeLook(seen, sha, (candidate) => compareVersions(candidate, version) < 0)
  return { kind: 'carried', tag: name, head, candidates, since }
}

/** Pull requests that are merged and not released, and do not bear the label: nobody told them yet, or a person wants none of it. */
function untold({ snapshot, config }: Seen, { commits }: CommitRange): number[] {
  const told = new Set(snapshot.waiting.pullRequests.map(({ number }) => number))
  return changesIn(snapshot, commits)
    .filter(({ mergedAt }) => config.since === undefined || mergedAt >= config.since)
    .map(({ number }) => number)
    .filter((number) => !told.has(number))
}

/** Pull requests that bear the label and whose stage is another now, or whose comment may tell another; and those that a release carries. */
function toRead({ snapshot, config }: Seen, out: readonly PublishedRelease[], stages: Stages): number[] {
  const { waiting, carried, url } = snapshot
  const isStale = waiting.witnesses.some(({ number, comments }) =>
    comments.some(
      ({ isOurs, body }) =>
        isOurs &&
        words.tellsStage(body) &&
        waiting.pullRequests.some((one) => one.number === number && stages.waits(one)) &&
        body.trim() !== words.pullRequestStage(stages.now, url).trim(),
    ),
  )
  const changed = waiting.pullRequests.filter((one) => isStale || !stages.waits(one)).map(({ number }) => number)
  const shipped = out.flatMap(({ tag }) => changesIn(snapshot, carried[tag]?.commits ?? []))
  const toTell = shipped
    .filter(({ labels, mergedAt }) => labels?.includes(releasedLabel) !== true && isRecent(config.since, mergedAt))
    .map(({ number }) => number)
  return [...toTell.slice(0, slice), ...changed]
}

function isRecent(since: string | undefined, mergedAt: string): boolean {
  return since === undefined || mergedAt >= since
}

/**
 * Issues that bear the label and wait for nothing that waits, or were closed; and issues that a waiting pull request closes and that do not
 * bear it.
 */
function issuesToRead({ snapshot: { waiting }, config }: Seen, stages: Stages): number[] {
  if (config.done.issues === 'off') return []
  const closing = waiting.pullRequests.filter((one) => stages.waits(one)).flatMap(({ closes }) => closes)
  const awaited = new Set(closing.map(({ number }) => number))
  const watched = new Set(waiting.issues.map(({ number }) => number))
  return unique([
    ...waiting.issues
      .filter(({ number, state }) => state === 'closed' || !awaited.has(number))
      .map(({ number }) => number),
    ...closing.filter(({ number }) => !watched.has(number)).map(({ number }) => number),
  ])
}

/** The pull requests that brought these commits, as far as that was read. */
function changesIn({ brought, merged }: Snapshot, commits: CommitRange['commits']): MergedPullRequest[] {
  const shas = new Set(commits.map(({ sha }) => sha))
  const known = commits.flatMap(({ sha }) => brought[sha] ?? [])
  const listed = merged?.list.filter(({ mergeCommit }) => shas.has(mergeCommit)) ?? []
  return [...new Map([...known, ...listed].map((one) => [one.number, one])).values()]
}

/** What is missing in the threads that were read. The oldest come last: where their comments are right, so are all. */
function showAll(seen: Seen, stages: Stages): ShowStage[] {
  const { pullRequests = {}, issues = {} } = seen.snapshot.threads ?? {}
  const threads = Object.values(pullRequests).toSorted((a, b) => b.number - a.number)
  const closed = new Map<number, IssueThread>(
    threads.flatMap(({ closes }) => closes.map((issue) => [issue.number, issue])),
  )
  for (const issue of Object.values(issues)) closed.set(issue.number, issue)
  const ofIssues = [...closed.values()]
    .toSorted((a, b) => b.number - a.number)
    .flatMap((issue) => showIssue(seen, issue, stages) ?? [])
  const ofPullRequests = threads.flatMap((thread) => showPullRequest(seen, thread, stages.stageOf(thread.merged)) ?? [])
  // Whoever hears of it first reads the pull request; the issue then names it.
  return [...ofPullRequests.filter(notifies), ...ofIssues, ...ofPullRequests.filter((show) => !notifies(show))]
}

function missingLabels({ snapshot }: Seen): Action[] {
  return Object.entries(stageLabels)
    .filter(([label]) => snapshot.stageLabels[label] === undefined)
    .map(([label, { color, description }]) => ({ kind: 'create-label', label, color, description }))
}

/** A release pull request shows that its release is out once everybody has been told. */
function showOut(out: readonly PublishedRelease[]): Action[] {
  return out.map(({ merged }) => ({ kind: 'add-label', number: merged.number, label: releasedLabel }))
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)]
}
