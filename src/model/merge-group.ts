import type { ReportedChecks } from './check-run.js'
import type { Sha } from './commit.js'

/** One entry of the default branch's merge queue that GitHub has made a commit for: what the branch would be once it is merged. */
export interface MergeGroup {
  readonly pullRequest: number
  /** The commit that the queue would merge. */
  readonly sha: Sha
  /** What it stands on: the default branch, or the entry before. */
  readonly base: Sha
  readonly checks: ReportedChecks
}
