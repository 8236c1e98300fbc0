import { releasedLabel } from '../../model/change.js'
import type { CommitRange } from '../../model/snapshot.js'
import type { WaitingPullRequest } from '../../model/thread.js'
import type { PublishedRelease } from '../release/publish-merged-release.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/done.js'
import { changesIn } from './changes-in.js'
import { isRecent } from './is-recent.js'
import { mayTakeBack, type Stages } from './stages.js'

/** So many of those that a rollback took out are read at once. */
const atOnce = 40

/** So many waiting pull requests tell by their comments what all say; where there are more and none of these tells, all are read. */
const mostWitnesses = 3

/** Pull requests that are merged and not released, and do not bear the label: nobody told them yet, or a person wants none of it. */
export function untold({ snapshot, config }: Seen, { commits }: CommitRange): number[] {
  const told = new Set(snapshot.waiting.pullRequests.map(({ number }) => number))
  return changesIn(snapshot, commits)
    .filter(({ mergedAt }) => isRecent(config.since, mergedAt))
    .map(({ number }) => number)
    .filter((number) => !told.has(number))
}

/**
 * Pull requests that bear the label and are not unreleased, or whose comment may tell another stage; and those taken back or out. What waits for an
 * environment is among them, but for witnesses that tell so: at rest it costs nothing to read.
 */
export function pullRequestsToRead(seen: Seen, out: readonly PublishedRelease[], stages: Stages): number[] {
  const { snapshot, config } = seen
  const { waiting, url } = snapshot
  const told = waiting.witnesses.flatMap((witness) => {
    const one = waiting.pullRequests.find(({ number }) => number === witness.number)
    const stage = one && (stages.waits(one) || stages.holds(one)) ? stages.stageOf(one) : undefined
    const said = witness.comments.find(({ isOurs, body }) => isOurs && words.tellsStage(body))
    // Where we cannot write, or a person did, ours may say anything.
    if (stage === undefined || witness.isLocked || said === undefined || said.edited) return []
    return [{ number: witness.number, isRight: isToldIn(said.body.trim(), words.pullRequestStage(stage, url).trim()) }]
  })
  const isUnknown = told.length === 0 && config.done.tell !== 'off' && waiting.pullRequests.length > mostWitnesses
  const isStale = isUnknown || told.some(({ isRight }) => !isRight)
  // Its issues come before it, so that they are told, too.
  const isTold = (one: WaitingPullRequest): boolean =>
    stages.holds(one) && told.some(({ number }) => number === one.number)
  // What no release has that is out may be in one that is a draft: it waits for that.
  const isDrafted = snapshot.tags.some(({ name }) => snapshot.drafts?.[name] !== undefined)
  const changed = waiting.pullRequests
    .filter((one) => isStale || !(stages.waits(one) || isUnsought(one, stages) || isTold(one)))
    .filter((one) => !isDrafted || stages.stageOf(one) !== undefined)
    .map(({ number }) => number)
  const takenBack = out.flatMap(({ tag }) => mayTakeBack(seen, tag))
  return [...changed, ...takenBack, ...takenOut(seen, stages)]
}

/** Where nobody knows what runs, nobody looks for what waits and is not unreleased: that waits on. */
function isUnsought(one: WaitingPullRequest, { live, stageOf }: Stages): boolean {
  return live?.isKnown === false && stageOf(one) === undefined
}

/** What a rollback took out of the environment that makes it done, and does not show that it waits again. */
function takenOut({ snapshot, config }: Seen, { live, stageOf }: Stages): number[] {
  const told = new Set(snapshot.waiting.pullRequests.map(({ number }) => number))
  return changesIn(snapshot, live?.takenOut ?? [])
    .filter(({ mergedAt }) => isRecent(config.since, mergedAt))
    .filter((one) => !told.has(one.number) && stageOf(one)?.kind === 'released')
    .slice(0, atOnce)
    .map(({ number }) => number)
}

/** Pull requests that these releases carry and that do not show it, as far as their labels were read. */
export function shippedToRead({ snapshot, config }: Seen, out: readonly PublishedRelease[]): number[] {
  return out
    .flatMap(({ tag }) => changesIn(snapshot, snapshot.carried[tag]?.commits ?? []))
    .filter(({ labels, mergedAt }) => labels?.includes(releasedLabel) !== true && isRecent(config.since, mergedAt))
    .map(({ number }) => number)
}

/** Below it a comment says where the change stands on other branches. */
function isToldIn(body: string, text: string): boolean {
  return body === text || body.startsWith(`${text}\n\n`)
}

/**
 * Issues that bear the label and wait for nothing that waits, or were closed; and issues that a waiting pull request closes and that do not
 * bear it.
 */
export function issuesToRead({ snapshot: { waiting }, config }: Seen, stages: Stages): number[] {
  if (config.done.issues === 'off') return []
  const closing = waiting.pullRequests
    .filter((one) => stages.holds(one) || isUnsought(one, stages))
    .flatMap(({ closes }) => closes)
  const awaited = new Set(closing.map(({ number }) => number))
  const watched = new Set(waiting.issues.map(({ number }) => number))
  return [
    ...waiting.issues
      .filter(({ number, state }) => state === 'closed' || !awaited.has(number))
      .map(({ number }) => number),
    ...closing.filter(({ number }) => !watched.has(number)).map(({ number }) => number),
  ]
}
