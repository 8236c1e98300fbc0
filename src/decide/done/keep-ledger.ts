import type { Action, ShowStage } from '../../model/action.js'
import { lineLabel, releasedLabel, stageLabels } from '../../model/change.js'
import { decided, uniteDecisions, wantsToSee, type Decision } from '../../model/decision.js'
import type { IssueThread, LineMergeThread } from '../../model/thread.js'
import type { PublishedRelease } from '../release/publish-merged-release.js'
import type { Seen } from '../release/seen.js'
import { mostThreads, notifies } from '../stop-and-ask.js'
import * as words from '../words/done.js'
import { moreElsewhere } from '../words/lines.js'
import { backportLooks, isMoreElsewhere, mostLines, originalsToRead } from './backports-to-read.js'
import { ledgerLooks } from './ledger-looks.js'
import { showIssue } from './show-issue.js'
import { showLineMerge } from './show-line-merge.js'
import { showPullRequest } from './show-pull-request.js'
import { readStages, type Stages } from './stages.js'
import { issuesToRead, pullRequestsToRead, shippedToRead, untold } from './threads-to-read.js'

/** How long until threads are asked for again that GitHub did not show. */
const unreadForMs = 15 * 60_000

/** Whoever could not be told of a release by then is not: no release keeps the looks busy for good. */
const triedForMs = 3 * 24 * 60 * 60_000

/** So many threads at a look; the next look goes on. */
const slice = 40

/** Of so many that a release carries and that do not show it, none having to be told, no more are read. */
const mostShipped = 100

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
  const first = [...ledgerLooks(seen, out, now), ...backportLooks(seen)]
  // What would be released next has to be known first: people are told of it.
  if (unreleased === undefined || first.length > 0 || kept.looks.length > 0) return wantsToSee(...first)

  const stages = readStages(seen, kept.next, now)
  // Where the release pull request is only being opened, nobody can be told its number yet.
  const isOpening = kept.actions.some(({ kind }) => kind === 'open-pull-request')
  const fresh = isOpening ? [] : untold(seen, unreleased)
  const asked = new Set(snapshot.threads?.asked)
  const shipped = unique(shippedToRead(seen, out))
  const wanted = {
    pullRequests: unique([
      ...shipped.slice(0, slice),
      ...fresh,
      ...pullRequestsToRead(seen, out, stages),
      ...originalsToRead(seen),
    ]),
    issues: unique(issuesToRead(seen, stages)),
  }
  const missing = {
    pullRequests: wanted.pullRequests.filter((number) => !asked.has(number)),
    issues: wanted.issues.filter((number) => !asked.has(number)),
  }
  if (missing.pullRequests.length + missing.issues.length > 0) return wantsToSee({ kind: 'threads', ...missing })

  const all = showAll(seen, stages)
  // Of the first ones some may want to be told nothing: whoever is behind them is told all the same.
  const more = shipped.filter((number) => !asked.has(number)).slice(0, slice)
  if (all.length === 0 && more.length > 0 && asked.size < mostShipped) {
    return wantsToSee({ kind: 'threads', pullRequests: more, issues: [] })
  }
  const loud = all.filter((show) => notifies(show) && !show.isRelease)
  const isTooLoud = loud.length > mostThreads
  const shows = isTooLoud ? all.filter((show) => !loud.includes(show)) : all
  const cut = isMoreElsewhere(seen) ? [moreElsewhere(mostLines)] : []
  const { settlesAt } = stages.live ?? {}
  const held: Decision = {
    ...decided(isTooLoud ? [...cut, words.tooManyToTell(loud.length, mostThreads)] : cut),
    ...(settlesAt === undefined ? {} : { lookAgainAt: settlesAt }),
  }
  const given = showOut(out.filter(({ merged }) => now.getTime() - Date.parse(merged.mergedAt) > triedForMs))
  const { unread } = snapshot.threads ?? {}
  if (unread !== undefined) {
    const lookAgainAt = new Date(now.getTime() + unreadForMs).toISOString()
    const seenOnes = decided([words.threadsUnread(unread)], [...given, ...shows.slice(0, slice)])
    return uniteDecisions(held, { ...seenOnes, lookAgainAt })
  }
  const labels = asked.size === 0 && backportsRead(seen).length === 0 ? [] : missingLabels(seen)
  if (labels.length + shows.length === 0) return uniteDecisions(held, decided([], showOut(out)))
  const told = decided([words.tells(shows.length)], [...given, ...labels, ...shows.slice(0, slice)])
  return uniteDecisions(held, told)
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
  // By its pull request an issue is found: that shows last that it is done.
  const quiet = ofPullRequests.filter((show) => !notifies(show))
  // And by its backport what that was made of.
  const ofBackports = backportsRead(seen).flatMap((thread) => showLineMerge(seen, thread) ?? [])
  return [...ofPullRequests.filter(notifies), ...ofIssues, ...quiet, ...ofBackports]
}

function backportsRead({ snapshot }: Seen): LineMergeThread[] {
  return Object.values(snapshot.lineMerges ?? {}).flatMap((thread) => thread ?? [])
}

function missingLabels(seen: Seen): Action[] {
  const { snapshot } = seen
  const isWanted = (label: string): boolean => label !== lineLabel || backportsRead(seen).length > 0
  return Object.entries(stageLabels)
    .filter(([label]) => isWanted(label) && snapshot.stageLabels[label] === undefined)
    .map(([label, { color, description }]) => ({ kind: 'create-label', label, color, description }))
}

/** A release pull request shows that its release is out once everybody has been told. */
function showOut(out: readonly PublishedRelease[]): Action[] {
  return out.map(({ merged }) => ({ kind: 'add-label', number: merged.number, label: releasedLabel }))
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)]
}
