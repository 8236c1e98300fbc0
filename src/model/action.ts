import type { CheckReport } from './check-run.js'
import type { Sha } from './commit.js'
import type { DeploymentState, Purpose } from './deployment.js'
import type { EnvironmentRecord, SeenRecord } from './environment-record.js'
import type { MergeMethod } from './merge-gates.js'

/** One write to GitHub, safe to repeat. The mind names it, a hand in `act/` carries it out. */
export type Action =
  | PushReleaseBranch
  | OpenPullRequest
  | EditPullRequest
  | ClosePullRequest
  | PostComment
  | EditComment
  | DeleteComment
  | AddLabel
  | CreateTag
  | CreateRelease
  | ReportCheck
  | PublishDraft
  | CreateLabel
  | ShowStage
  | MergePullRequest
  | DeleteDraft
  | React
  | CreateDeployment
  | SayDeploymentStatus
  | DispatchWorkflow
  | WriteRecord
  | DeleteRecord

/** Makes one commit on top of `base` and moves the branch there, provided that it still stands at `expected`. */
export interface PushReleaseBranch {
  readonly kind: 'push-release-branch'
  readonly repositoryId: string
  readonly branch: string
  readonly base: Sha
  readonly baseTree: Sha
  /** Undefined where the branch does not exist yet. */
  readonly expected: Sha | undefined
  readonly message: string
  readonly files: readonly { readonly path: string; readonly content: string; readonly executable?: boolean }[]
  /** What our checks say of that commit once the page of its pull request, where that follows, is written too. */
  readonly checks?: readonly HeadCheck[]
}

/** A check of a commit that is not there yet. */
export interface HeadCheck extends Omit<CheckReport, 'sha' | 'annotations'> {
  /** Tells this report from another, and is kept with the run. */
  readonly key: string
}

export interface OpenPullRequest {
  readonly kind: 'open-pull-request'
  readonly head: string
  readonly base: string
  readonly title: string
  readonly body: string
}

/** Writes title, body and base, provided that title and body are still what was observed: people write there too. */
export interface EditPullRequest {
  readonly kind: 'edit-pull-request'
  readonly number: number
  readonly title: string
  readonly body: string
  readonly base: string
  readonly observed: { readonly title: string; readonly body: string }
}

export interface ClosePullRequest {
  readonly kind: 'close-pull-request'
  readonly number: number
}

/** Merges exactly this commit, provided that the branch that it goes into still stands where it was. */
export interface MergePullRequest {
  readonly kind: 'merge-pull-request'
  readonly number: number
  readonly head: Sha
  readonly base: Sha
  readonly into: string
  readonly method: MergeMethod
}

/** Two of the same are twins: the mind keeps the older one. */
export interface PostComment {
  readonly kind: 'post-comment'
  /** Of the issue or the pull request. */
  readonly number: number
  readonly body: string
}

/** Only ever one of our own. */
export interface EditComment {
  readonly kind: 'edit-comment'
  readonly comment: number
  readonly body: string
}

/** Only ever one of our own. */
export interface DeleteComment {
  readonly kind: 'delete-comment'
  readonly comment: number
}

/** A label that the repository does not have yet becomes one. */
export interface AddLabel {
  readonly kind: 'add-label'
  /** Of the issue or the pull request. */
  readonly number: number
  readonly label: string
}

export interface CreateTag {
  readonly kind: 'create-tag'
  readonly name: string
  readonly sha: Sha
}

export interface CreateRelease {
  readonly kind: 'create-release'
  readonly tag: string
  readonly name: string
  readonly body: string
  /** A draft of a tag that exists: somebody adds to it, or reads it, before it is out. */
  readonly draft?: boolean
}

/** Makes a draft a release. */
export interface PublishDraft {
  readonly kind: 'publish-draft'
  /** The id of the release. */
  readonly release: number
}

/** Only ever one that we made, of which there is another. */
export interface DeleteDraft {
  readonly kind: 'delete-draft'
  /** The id of the release. */
  readonly release: number
}

/** Says a check of a commit, in place of what was said of it before. */
export interface ReportCheck extends CheckReport {
  readonly kind: 'report-check'
  /** Tells this report from another, and is kept with the run. */
  readonly key: string
  readonly appId: number
  /** The run to change; undefined makes one, unless the newest is this very report. */
  readonly run: number | undefined
  /** Somebody wants it said anew: a new run is made even so. */
  readonly askedAgain: boolean
}

/** Makes a label that the repository lacks. */
export interface CreateLabel {
  readonly kind: 'create-label'
  readonly label: string
  readonly color: string
  readonly description: string
}

/**
 * Shows in a thread how far its change is, all in one request: a comment, labels, and whether an issue is open. Repeated, it changes nothing
 * but for a comment that is posted, which gets a twin: the mind keeps one of them.
 */
export interface ShowStage {
  readonly kind: 'show-stage'
  readonly number: number
  /** GraphQL node ids, of the thread and of labels and comments of our own. */
  readonly thread: string
  readonly comment?: { readonly post: string } | { readonly edit: string; readonly body: string }
  readonly deletes?: readonly string[]
  readonly addLabels?: readonly string[]
  readonly removeLabels?: readonly string[]
  /** Of an issue. */
  readonly state?: 'open' | 'closed'
  /** Whether it tells of a release that is out, which people wait for. */
  readonly isRelease: boolean
  /** That it marks as waiting what says so already, and does no more: it can be done twice, and nothing follows on it. */
  readonly onlyMarks?: true
}

/** Shows the writer of a comment that it was seen. */
export interface React {
  readonly kind: 'react'
  readonly comment: number
}

/** Asks GitHub for a deployment, once: after an answer that was lost nobody may ask again. */
export interface CreateDeployment {
  readonly kind: 'create-deployment'
  readonly environment: string
  readonly sha: Sha
  readonly purpose: Purpose
  readonly description: string
  /** The pull request whose head it is: read again just before, and anything else is refused. */
  readonly headOf: number | undefined
  readonly isProduction: boolean
  /** Whether the environment ends with the pull request whose head it is. */
  readonly isTransient: boolean
}

/** Says how a deployment stands. */
export interface SayDeploymentStatus {
  readonly kind: 'say-deployment-status'
  readonly deployment: number
  readonly state: Exclude<DeploymentState, 'created' | 'waiting'>
  /** At most 140 characters. */
  readonly description: string
}

/** Starts a workflow of the default branch; once, as a deployment is made once. */
export interface DispatchWorkflow {
  readonly kind: 'dispatch-workflow'
  /** Its file name, in `.github/workflows`. */
  readonly workflow: string
  readonly branch: string
  readonly inputs: Readonly<Record<string, string>>
  /** The deployment that it is to carry out: where GitHub knows no such workflow, it has failed. */
  readonly deployment: number
}

/** Writes what is kept of an environment, provided that it is still what was observed; undefined where there was nothing. */
export interface WriteRecord {
  readonly kind: 'write-record'
  readonly repositoryId: string
  readonly environment: string
  readonly record: EnvironmentRecord
  readonly observed: Sha | undefined
  /** A tree for the commit that carries it: that of the default branch. */
  readonly tree: Sha
  /** The key of the deployment that this claims, if it claims one: where it cannot be written, nothing may be deployed. */
  readonly claims: string | undefined
}

/** Forgets what is kept of an environment that is no more, provided that it is still what was observed. */
export interface DeleteRecord {
  readonly kind: 'delete-record'
  readonly repositoryId: string
  readonly environment: string
  readonly observed: Sha
}

/**
 * What came of an action. A conflict means that the world moved since it was observed: look again. What GitHub's rules refuse was
 * learnt by asking: the mind decides once more, with the `detail` among what was seen.
 */
export type Outcome =
  /** With what is kept of an environment now, where that was written. */
  | { readonly kind: 'done'; readonly wrote?: { readonly environment: string; readonly seen: SeenRecord } }
  | { readonly kind: 'already' }
  | { readonly kind: 'conflict'; readonly detail: string }
  | { readonly kind: 'refused'; readonly tag: string; readonly detail: string }
  /** GitHub made no deployment, and said so: the mind decides once more, with the `detail` among what was seen. */
  | { readonly kind: 'not-deployed'; readonly key: string; readonly detail: string }
  /** GitHub will not have it there, in a thread that is locked, say, or from this app: what is behind it is done all the same. */
  | { readonly kind: 'unable'; readonly detail: string }
