import type { Sha } from './commit.js'

/** The check that says whether merging ships exactly what the release pull request lists; people may require it. */
export const releaseCheckName = 'Landfall / release'

/** The check of `.github/landfall.yml`, where a pull request or a commit changes it. */
export const configCheckName = 'Landfall / configuration'

/** The check that says what merging a pull request would do; people may require it where `pull-requests.preview` is `require`. */
export const previewCheckName = 'Landfall / preview'

/** How many annotations GitHub takes with one request. */
export const mostAnnotations = 50

/** What a check run says of a commit. Title, summary and messages are for people; the summary is Markdown that is safe to print. */
export interface CheckReport {
  readonly name: string
  readonly sha: Sha
  /** `pending` says that something is still to come; `neutral` warns, and keeps nothing back. */
  readonly verdict: 'success' | 'failure' | 'neutral' | 'pending'
  readonly title: string
  readonly summary: string
  /** At most {@link mostAnnotations}. */
  readonly annotations: readonly CheckAnnotation[]
}

/** Something that is wrong at a place in a file; line and column are counted from 1. */
export interface CheckAnnotation {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** This app's check runs on a commit, as GitHub has them. */
export interface ReportedChecks {
  /** Of each name the newest. */
  readonly runs: readonly ReportedCheck[]
  /** Somebody pressed "Re-run": what was said is to be said again. */
  readonly askedAgain: boolean
}

export interface ReportedCheck {
  readonly id: number
  readonly name: string
  /** Tells one report from another: the `external_id` that it was made with. */
  readonly key: string
}

export const noChecks: ReportedChecks = { runs: [], askedAgain: false }
