import type { ShowStage } from '../../model/action.js'
import { releasedLabel, waitingLabel, type MergedPullRequest, type Stage } from '../../model/change.js'
import type { IssueThread } from '../../model/thread.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/done.js'
import { relined, withLines } from '../words/lines.js'
import { isRecent } from './is-recent.js'
import { linesOf } from './lines-of.js'
import { showInThread, toldIn, type Shown } from './show-in-thread.js'
import type { Stages } from './stages.js'

/**
 * Holds an issue open until every pull request that closes it has shipped, and closes it then. What a person did by hand, before or after, is
 * left as it is.
 */
export function showIssue(seen: Seen, issue: IssueThread, stages: Stages): ShowStage | undefined {
  const { snapshot, config } = seen
  const { issues: mode, tell } = config.done
  if (mode === 'off') return undefined
  const shown = withOtherLines(seen, issue, whatToShow(seen, issue, stages))
  return (
    shown && showInThread(issue, mode === 'label' ? { ...shown, state: undefined } : shown, tell, snapshot.stageLabels)
  )
}

/** The same with where its changes stand on other branches; what was told of an earlier release stays told. */
function withOtherLines({ snapshot, config }: Seen, issue: IssueThread, shown: Shown | undefined): Shown | undefined {
  const merged = issue.closers.flatMap((closer) => closer.merged ?? []).map(({ number }) => number)
  const lines = linesOf({ snapshot, config }, merged)
  if (shown?.body !== undefined) return { ...shown, body: withLines(shown.body, lines, snapshot.url) }
  const told = shown === undefined && issue.labels.includes(releasedLabel) ? toldIn(issue) : undefined
  if (told === undefined) return shown
  return { body: relined(told, lines, snapshot.url), posts: false, adds: [], removes: [], isRelease: false }
}

function whatToShow({ snapshot, config }: Seen, issue: IssueThread, stages: Stages): Shown | undefined {
  const leftAlone: Shown = { body: undefined, posts: false, adds: [], removes: [waitingLabel], isRelease: false }
  const isWatched = issue.labels.includes(waitingLabel)
  if (issue.isDismissed || issue.closedBy?.kind === 'person') return leftAlone
  if (!isWatched && (issue.takenOff.includes(waitingLabel) || issue.reopenedByHand)) return undefined

  const merged = issue.closers.flatMap(({ merged }) =>
    merged && isRecent(config.since, merged.mergedAt) ? merged : [],
  )
  const waiting = merged.filter((closer) => stages.holds(closer))

  if (waiting.length > 0) {
    // Nor is it opened while it is not seen yet who closed it.
    const isTooEarly = closedByWaiting(issue, waiting, stages) || closedBeforeRollback(issue, waiting, stages)
    if (issue.state === 'closed' && !isTooEarly) return undefined
    const willClose = config.done.issues === 'reopen' && !issue.reopenedByHand
    return {
      body: sayWaits({ snapshot }, waiting, stages, willClose),
      posts: true,
      adds: [waitingLabel],
      removes: [releasedLabel],
      state: issue.state === 'closed' ? 'open' : undefined,
      isRelease: false,
    }
  }

  const reverted = merged.filter((closer) => stages.stageOf(closer)?.kind === 'reverted')
  const shipped = merged.filter((closer) => stages.isDone(closer))
  if (reverted.length > 0 && shipped.length === 0) {
    const isClosedByThem =
      issue.closedBy?.kind === 'pull-request' && numbersOf(reverted).includes(issue.closedBy.number)
    if (!isWatched && !isClosedByThem) return undefined
    const by = stages.stageOf(reverted[0] as MergedPullRequest)
    const body = words.issueReverted(numbersOf(reverted), by?.kind === 'reverted' ? by.by : undefined)
    const state = issue.closedBy === undefined ? undefined : ('open' as const)
    return { body, posts: false, adds: [], removes: [waitingLabel], state, isRelease: false }
  }

  const tag = shipped.map((closer) => releaseIn(stages.stageOf(closer))).findLast((one) => one !== undefined)
  const open = issue.closers.filter((closer) => closer.merged === undefined).map(({ number }) => number)
  if (shipped.length === 0) {
    if (!isWatched || merged.length + open.length > 0) return undefined
    return { ...leftAlone, body: words.issueLetGo() }
  }
  const seenUntil = snapshot.history?.commits[0]?.committedAt ?? ''
  if (merged.some((closer) => stages.stageOf(closer) === undefined && isAfter(closer.mergedAt, seenUntil)))
    return undefined
  if (open.length > 0) {
    if (!isWatched || tag === undefined) return undefined
    const willClose = config.done.issues === 'reopen' && issue.state === 'open' && !issue.reopenedByHand
    const part = { pullRequests: numbersOf(shipped), tag, open }
    const body = words.issueReleasedInPart(part, snapshot.url, willClose)
    return { body, posts: false, adds: [], removes: [], isRelease: true }
  }
  // Done with an earlier release.
  if (!isWatched && issue.labels.includes(releasedLabel)) return undefined
  return {
    body: words.issueDone(
      { pullRequests: numbersOf(shipped), tag, environment: stages.live?.environment },
      snapshot.url,
    ),
    posts: true,
    adds: tag === undefined ? [] : [releasedLabel],
    removes: [waitingLabel],
    state: issue.state === 'open' && !issue.reopenedByHand ? 'closed' : undefined,
    isRelease: true,
  }
}

/** Where what it waits for waits: for a release, and where there is one, for the environment that makes it done. */
function sayWaits(
  { snapshot }: Pick<Seen, 'snapshot'>,
  waiting: readonly MergedPullRequest[],
  stages: Stages,
  willClose: boolean,
): string {
  const environment = stages.live?.environment
  const unreleased = waiting.filter((closer) => stages.waits(closer))
  const released = waiting.map((closer) => stages.stageOf(closer)).findLast((stage) => stage?.kind === 'released')
  return unreleased.length > 0 || released === undefined
    ? words.issueWaits(numbersOf(unreleased), stages.now, willClose, environment)
    : words.issueAwaits(numbersOf(waiting), released, snapshot.url, willClose)
}

/** What was merged since the history was read is in no release that was seen. */
function isAfter(mergedAt: string, seenUntil: string): boolean {
  return Date.parse(mergedAt) > Date.parse(seenUntil)
}

/** Whether what closed the issue is merged and not released: then it was closed too early. */
function closedByWaiting({ closedBy }: IssueThread, waiting: readonly MergedPullRequest[], stages: Stages): boolean {
  if (closedBy?.kind === 'pull-request') return waiting.some(({ number }) => number === closedBy.number)
  return closedBy?.kind === 'commit' && stages.waits({ number: 0, mergeCommit: closedBy.sha })
}

/** Whether we closed it for changes that a rollback has taken out since. */
function closedBeforeRollback(
  { closedBy }: IssueThread,
  waiting: readonly MergedPullRequest[],
  { live }: Stages,
): boolean {
  return closedBy?.kind === 'us' && waiting.some(({ mergeCommit }) => live?.wasThere(mergeCommit))
}

function releaseIn(stage: Stage | undefined): string | undefined {
  return stage?.kind === 'released' || stage?.kind === 'live' ? stage.tag : undefined
}

function numbersOf(closers: readonly MergedPullRequest[]): number[] {
  return closers.map(({ number }) => number).sort((a, b) => a - b)
}
