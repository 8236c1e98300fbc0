import type { CheckReport, ReportedChecks } from '../../model/check-run.js'
import type { Sha } from '../../model/commit.js'
import type { CheckText } from '../words/checks.js'

/** What a check is to say of a commit, beside what our checks on that commit say already. */
export interface WantedCheck {
  readonly report: CheckReport
  readonly checks: ReportedChecks
  /** Tells this report from another, where that does not follow from its words. */
  readonly key?: string
}

export type Verdict = CheckReport['verdict']

/** A verdict with its words, not yet about a commit. */
export interface Judgement {
  readonly verdict: Verdict
  readonly text: CheckText
}

/** A commit with our checks on it. */
export interface CheckedCommit {
  readonly sha: Sha
  readonly checks: ReportedChecks
}

export function wantCheck(
  name: string,
  { sha, checks }: CheckedCommit,
  { verdict, text }: Judgement,
  annotations: CheckReport['annotations'] = [],
): WantedCheck {
  return { report: { name, sha, verdict, ...text, annotations }, checks }
}
