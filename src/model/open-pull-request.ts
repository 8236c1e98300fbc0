import type { ReportedChecks } from './check-run.js'
import type { PullRequestState } from './merge-preview.js'

/** Any open pull request, as far as our checks on it go. */
export interface OpenPullRequest extends PullRequestState {
  /** The branch that it comes from, where that is of this repository. */
  readonly branch?: string
  /** Whether merging it would change `.github/landfall.yml`; unknown while GitHub works out whether it can be merged. */
  readonly config: 'unchanged' | 'changed' | 'unknown'
  readonly checks: ReportedChecks
}

/** The open pull requests that were read, those updated last first. */
export interface OpenPullRequests {
  readonly list: readonly OpenPullRequest[]
  /** Where GitHub goes on, undefined where these are all. */
  readonly more: string | undefined
}
