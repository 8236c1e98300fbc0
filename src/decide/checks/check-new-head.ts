import type { Action, HeadCheck } from '../../model/action.js'
import { releaseCheckName } from '../../model/check-run.js'
import type { Decision } from '../../model/decision.js'
import type { Snapshot } from '../../model/snapshot.js'
import * as words from '../words.js'
import { judgeRelease } from './judge-release.js'
import { reportKey } from './report-key.js'
import type { Judgement } from './wanted-check.js'

/**
 * What "Landfall / release" says of a head that is being made: what the next look would find, once branch and page are written. None where not both
 * are, or where the pull request is yet to be opened, which the check names.
 */
export function checkNewHead(
  { openReleasePullRequest: open }: Pick<Snapshot, 'openReleasePullRequest'>,
  { actions, reasons, next }: Decision,
): HeadCheck[] {
  const isMade = (['push-release-branch', 'edit-pull-request'] as const).every((kind) =>
    actions.some((action) => action.kind === kind),
  )
  if (!isMade || open === undefined || next?.kind !== 'release') return []
  const upToDate = words.releaseUpToDate(next.version, open.number)
  const settled = reasons.map((reason) => (reason.code === 'release-refreshed' ? upToDate : reason))
  const judged = judgeRelease({ reasons: settled, actions: [] })
  return judged === undefined ? [] : [headCheck(releaseCheckName, judged)]
}

/** `key` tells this report from another, where that does not follow from its words. */
export function headCheck(name: string, { verdict, text }: Judgement, key?: string): HeadCheck {
  const report = { name, verdict, ...text }
  return { ...report, key: key ?? reportKey({ ...report, sha: '', annotations: [] }) }
}

/** The same actions, of which the one that makes the release's head has it checked, too. */
export function withHeadChecks(actions: readonly Action[], checks: readonly HeadCheck[]): readonly Action[] {
  if (checks.length === 0) return actions
  return actions.map((action) =>
    action.kind === 'push-release-branch' ? { ...action, checks: [...(action.checks ?? []), ...checks] } : action,
  )
}
