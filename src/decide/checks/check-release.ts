import { noChecks, releaseCheckName, type ReportedChecks } from '../../model/check-run.js'
import type { Decision } from '../../model/decision.js'
import type { MergeGroup } from '../../model/merge-group.js'
import type { Snapshot } from '../../model/snapshot.js'
import * as sayings from '../words/checks.js'
import { judgeDefaultBranch, judgeRelease } from './judge-release.js'
import { verdictOfKey } from './report-key.js'
import { wantCheck, type Judgement, type WantedCheck } from './wanted-check.js'

/** Longer than a refresh takes from the push that asked for it. */
const soonMs = 60_000

const ordinary: Judgement = { verdict: 'success', text: sayings.ordinary() }

/**
 * "Landfall / release": on every open pull request and every merge group, so that people can require it. The release pull request comes
 * first, and of the others the one that nobody touched for longest: while one of them has none, the newer ones have none either.
 */
export function checkRelease(snapshot: Snapshot, decision: Decision, now: Date): WantedCheck[] {
  const judged = snapshot.openReleasePullRequest && judgeRelease(decision)
  const isReplaced = decision.actions.some(({ kind }) => kind === 'push-release-branch')
  const isLate = isReplaced && now.getTime() - newestCommitAt(snapshot) > soonMs
  return [
    ...onReleasePullRequest(snapshot, judged, { isReplaced, isLate }),
    ...snapshot.mergeGroups.flatMap((group) => onMergeGroup(snapshot, group, judged)),
    ...onDefaultBranch(snapshot, decision),
    ...snapshot.openPullRequests.list
      .filter(({ number }) => number !== snapshot.openReleasePullRequest?.number)
      .map(({ head: sha, checks }) => wantCheck(releaseCheckName, { sha, checks }, ordinary))
      .reverse(),
  ]
}

/**
 * A commit that makes place for another within seconds is told of no more. Where it should have made place before, since that failed or nobody
 * told of it, and has been called good, it is called so no longer: should that fail again, nobody merges it.
 */
function onReleasePullRequest(
  snapshot: Snapshot,
  judged: Judgement | undefined,
  { isReplaced, isLate }: { readonly isReplaced: boolean; readonly isLate: boolean },
): WantedCheck[] {
  const open = snapshot.openReleasePullRequest
  if (open === undefined || judged === undefined) return []
  const checks = checksOn(snapshot, open.number, open.head)
  const isCalledGood = hasSaid(checks, 'success') || hasSaid(checks, 'neutral')
  if (isReplaced && !(isLate && isCalledGood)) return []
  return [wantCheck(releaseCheckName, { sha: open.head, checks }, judged)]
}

/** When the newest commit was made, in milliseconds; clients set it, and one that is wrong makes a check too many. */
function newestCommitAt({ ranges, defaultBranch }: Snapshot): number {
  return Date.parse(ranges[defaultBranch?.head ?? '']?.commits.at(-1)?.committedAt ?? '') || 0
}

function checksOn(
  { openPullRequests, releaseBranch, releaseChecks }: Snapshot,
  number: number,
  sha: string,
): ReportedChecks {
  const listed = openPullRequests.list.find((each) => each.number === number && each.head === sha)
  return listed?.checks ?? (releaseBranch?.head === sha ? releaseChecks : noChecks)
}

/** The release pull request may go in only directly on top of what it lists. */
function onMergeGroup(snapshot: Snapshot, group: MergeGroup, judged: Judgement | undefined): WantedCheck[] {
  const { openReleasePullRequest: open, defaultBranch } = snapshot
  if (group.pullRequest !== open?.number) return [wantCheck(releaseCheckName, group, ordinary)]
  const listed = defaultBranch?.head ?? ''
  if (group.base !== listed) {
    const text = sayings.groupShipsMore(open.number, group.base, listed)
    return [wantCheck(releaseCheckName, group, { verdict: 'failure', text })]
  }
  return judged === undefined ? [] : [wantCheck(releaseCheckName, group, judged)]
}

/** Only what is wrong is said there, and that it no longer is. */
function onDefaultBranch(snapshot: Snapshot, decision: Decision): WantedCheck[] {
  const { defaultBranch, headChecks: checks, openReleasePullRequest } = snapshot
  if (defaultBranch === undefined) return []
  const judged: Judgement =
    openReleasePullRequest === undefined
      ? judgeDefaultBranch(decision)
      : { verdict: 'success', text: sayings.releaseWorks() }
  const isSaid = checks.runs.some(({ name }) => name === releaseCheckName)
  if (judged.verdict === 'success' && (!isSaid || (hasSaid(checks, 'success') && !checks.askedAgain))) return []
  return [wantCheck(releaseCheckName, { sha: defaultBranch.head, checks }, judged)]
}

function hasSaid({ runs }: ReportedChecks, verdict: Judgement['verdict']): boolean {
  return runs.some(({ name, key }) => name === releaseCheckName && verdictOfKey(key) === verdict)
}
