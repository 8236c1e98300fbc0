import type { CheckReport, ReportedChecks } from '../../model/check-run.js'
import type { CheckText } from '../words/checks.js'

/** What a check is to say of a commit, beside what our checks on that commit say already. */
export interface WantedCheck {
  readonly report: CheckReport
  readonly checks: ReportedChecks
}

export type Verdict = CheckReport['verdict']

/** A verdict with its words, not yet about a commit. */
export interface Judgement {
  readonly verdict: Verdict
  readonly text: CheckText
}

export function wantCheck(
  name: string,
  { sha, checks }: { readonly sha: string; readonly checks: ReportedChecks },
  { verdict, text }: Judgement,
  annotations: CheckReport['annotations'] = [],
): WantedCheck {
  return { report: { name, sha, verdict, ...text, annotations }, checks }
}
