import type { Action, ReportCheck } from '../../model/action.js'
import { releaseCheckName } from '../../model/check-run.js'
import { uniteDecisions, wantsToSee, type Decision } from '../../model/decision.js'
import type { Look, Snapshot } from '../../model/snapshot.js'
import { checkConfiguration } from './check-configuration.js'
import { checkNewHead, withHeadChecks } from './check-new-head.js'
import { checkRelease } from './check-release.js'
import { toReport } from './to-report.js'

/** How many checks one look reports; GitHub takes 80 writes a minute that make something. */
const mostReports = 40
const untilMoreMs = 60_000
const sameBaseMs = 30_000

/** GitHub has mostly worked out by then whether a pull request can be merged. */
const untilKnownMs = 30_000

/** Adds to what is decided about a repository that is awake what its checks say of it. */
export function reportChecks(snapshot: Snapshot, decision: Decision, now: Date): Decision {
  const configuration = checkConfiguration(snapshot)
  const looks = [...furtherPages(snapshot), ...configuration.looks]
  if (decision.looks.length + looks.length > 0) return uniteDecisions(decision, wantsToSee(...looks))

  const all = toReport([...configuration.wanted, ...checkRelease(snapshot, decision, now)], snapshot.appId)
  const reports = all.slice(0, mostReports)
  const makesHead = decision.actions.some(({ kind }) => kind === 'push-release-branch')
  // A head that is no longer good is called so before another is made: should that fail, nobody merges the old one.
  const isFirst = ({ verdict }: ReportCheck): boolean => makesHead && verdict === 'pending'
  const known = configuration.isOpen ? [new Date(now.getTime() + untilKnownMs).toISOString()] : []
  const actions = withHeadChecks(decision.actions, checkNewHead(snapshot, decision))
  const times = [decision.lookAgainAt ?? [], again(snapshot, actions, all.length, now), known].flat().sort()
  return {
    ...decision,
    actions: [...reports.filter(isFirst), ...actions, ...reports.filter((report) => !isFirst(report))],
    ...(times[0] === undefined ? {} : { lookAgainAt: times[0] }),
  }
}

/**
 * A head that is made now and is not checked as it is made has no check before the next look: it comes at once. Where the branch is made anew on the same base it comes later: were
 * that for a body that never comes to be ours, look would follow look without a pause.
 */
function again({ releaseBranch }: Snapshot, actions: readonly Action[], reports: number, now: Date): string[] {
  const later = (ms: number): string => new Date(now.getTime() + ms).toISOString()
  const push = actions.find((action) => action.kind === 'push-release-branch')
  if (push?.checks !== undefined) return reports > mostReports ? [later(untilMoreMs)] : []
  if (push !== undefined) return [later(push.base === releaseBranch?.parents[0] ? sameBaseMs : 0)]
  if (actions.some(({ kind }) => kind === 'open-pull-request')) return [later(0)]
  return reports > mostReports ? [later(untilMoreMs)] : []
}

/** The pages behind the first are worth a look only while a pull request on this one waits for its check. */
function furtherPages({ openPullRequests: { list, more } }: Snapshot): Look[] {
  const isWaiting = list.some(({ checks }) => !checks.runs.some(({ name }) => name === releaseCheckName))
  return more !== undefined && isWaiting ? [{ kind: 'open-pull-requests', after: more }] : []
}
