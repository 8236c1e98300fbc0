import type { ReactionKind } from './reaction-kind.js'
/**
 * What a GitHub knows, as plain data. Numeric ids and `node_id`s are handed out by the world; dates are ISO 8601 in UTC, by the
 * world's clock; shas are 40 hexadecimal digits. Entities are changed by the operations of this folder only.
 */

export interface User {
  readonly id: number
  readonly nodeId: string
  readonly login: string
  name: string
  email: string
  readonly type: 'User' | 'Organization' | 'Bot'
  /** Token of a person (`ghp_…`): `Authorization: Bearer`, or the password of git's Basic. */
  readonly token: string
}

/** As the collaborator API has it; `none` for strangers, who may still read a public repository. */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'

export interface Repository {
  readonly id: number
  readonly nodeId: string
  readonly owner: User
  name: string
  description: string
  private: boolean
  archived: boolean
  defaultBranch: string
  /** The bare repository on disk. */
  readonly path: string
  readonly createdAt: string
  updatedAt: string
  pushedAt: string
  readonly collaborators: Map<string, Role>
  readonly labels: Map<string, Label>
  /** Issues and pull requests share one sequence of numbers. */
  readonly issues: Map<number, Issue>
  readonly pullRequests: Map<number, PullRequest>
  readonly comments: Map<number, Comment>
  readonly releases: Map<number, Release>
  readonly checkSuites: Map<number, CheckSuite>
  readonly checkRuns: Map<number, CheckRun>
  readonly statuses: CommitStatus[]
  mergeMethods: { merge: boolean; squash: boolean; rebase: boolean }
  deleteBranchOnMerge: boolean
  /** Whether merging closes the issues that the pull request is linked with. */
  autoCloseIssues: boolean
  /** Shas of commits that GitHub itself wrote and signed. */
  readonly signedCommits: Set<string>
  /** Each move of a branch or tag, oldest first: `GET …/activity`. */
  readonly pushes: Push[]
  /** The number that the next issue or pull request gets. */
  nextNumber: number
  /** Id of the release that is shown as the latest. */
  latestRelease: number | undefined
}

/** One move of one ref. All zeros stand for "was not there" and "is gone". */
export interface Push {
  readonly id: number
  readonly ref: string
  readonly before: string
  readonly after: string
  readonly forced: boolean
  readonly actor: User
  readonly at: string
}

export interface Label {
  readonly id: number
  readonly nodeId: string
  name: string
  color: string
  description: string
}

/** The part that issues and pull requests share; a pull request is an issue too, on GitHub as here. */
export interface Thread {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  readonly author: User
  title: string
  body: string
  state: 'open' | 'closed'
  labels: string[]
  assignees: User[]
  locked: boolean
  readonly createdAt: string
  updatedAt: string
  closedAt: string | undefined
  closedBy: User | undefined
  /** What happened, oldest first: the page's timeline and, later, the API's. */
  readonly events: ThreadEvent[]
  /** The bodies it had, oldest first; empty before the first edit. */
  readonly edits: ContentEdit[]
}

/** A body that a thread had, whole, and who made it so. */
export interface ContentEdit {
  readonly body: string
  readonly editor: User
  readonly at: string
}

export interface Issue extends Thread {
  stateReason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | undefined
  /** What closed it; undefined for who did it by hand. */
  closer: Closer | undefined
}

/** The pull request whose merge closed an issue, or the commit that was pushed straight to the default branch. */
export type Closer =
  { readonly kind: 'pullRequest'; readonly number: number } | { readonly kind: 'commit'; readonly sha: string }

export interface PullRequest extends Thread {
  draft: boolean
  /** Numbers of the issues that somebody linked it with by hand. */
  linkedIssues: number[]
  /** Same repository, or a fork's. */
  readonly head: { readonly repository: Repository; readonly ref: string; sha: string }
  /** `sha` is where the base stood when the pull request was opened or its head last moved. */
  readonly base: { ref: string; sha: string }
  /** Frozen, with head and base, when it merges. */
  merged: { readonly at: string; readonly by: User; readonly sha: string; readonly method: MergeMethod } | undefined
}

export type MergeMethod = 'merge' | 'squash' | 'rebase'

export interface ThreadEvent {
  readonly kind:
    | 'closed'
    | 'reopened'
    | 'merged'
    | 'renamed'
    | 'labeled'
    | 'unlabeled'
    | 'head_ref_force_pushed'
    | 'head_ref_deleted'
    | 'connected'
    | 'disconnected'
    | 'cross_referenced'
  readonly actor: User
  readonly at: string
  readonly detail: string
  /** What closed an issue, of `closed`. */
  readonly closer?: Closer | undefined
}

export interface Comment {
  readonly id: number
  readonly nodeId: string
  readonly author: User
  readonly issueNumber: number
  body: string
  readonly createdAt: string
  updatedAt: string
  editor?: User
  readonly reactions: Reaction[]
}

export interface Reaction {
  readonly id: number
  readonly user: User
  readonly content: ReactionKind
  readonly createdAt: string
}

export interface Release {
  readonly id: number
  readonly nodeId: string
  readonly author: User
  tagName: string
  targetCommitish: string
  name: string
  body: string
  draft: boolean
  prerelease: boolean
  readonly createdAt: string
  publishedAt: string | undefined
  readonly assets: ReleaseAsset[]
}

/** A file of a release; `open` while its upload is not finished, and without content. */
export interface ReleaseAsset {
  readonly id: number
  readonly nodeId: string
  name: string
  label: string | undefined
  state: 'uploaded' | 'open'
  readonly contentType: string
  /** In bytes: as announced, then as it came. */
  size: number
  content: Uint8Array | undefined
  /** `sha256:` and the hash of the content. */
  digest: string | undefined
  downloads: number
  /** What nobody guesses: in the address of the content. */
  readonly storageKey: string
  readonly uploader: User
  readonly createdAt: string
  updatedAt: string
}

export interface CheckSuite {
  readonly id: number
  readonly nodeId: string
  readonly app: App
  readonly headSha: string
  readonly headBranch: string
  readonly before: string
  readonly createdAt: string
  updatedAt: string
  /** Its runs were asked for again, and its app has written none since: it is queued, whatever its runs say. */
  askedAgain: boolean
}

export interface CheckRun {
  readonly id: number
  readonly nodeId: string
  readonly app: App
  readonly suiteId: number
  readonly headSha: string
  name: string
  externalId: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required' | undefined
  detailsUrl: string | undefined
  output: { title: string | undefined; summary: string | undefined; text: string | undefined; annotations: object[] }
  actions: CheckRunAction[]
  startedAt: string
  completedAt: string | undefined
}

/** A button on a check run. */
export interface CheckRunAction {
  readonly label: string
  readonly description: string
  readonly identifier: string
}

export interface CommitStatus {
  readonly id: number
  readonly nodeId: string
  readonly sha: string
  readonly creator: User
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly context: string
  readonly description: string
  readonly targetUrl: string | undefined
  readonly createdAt: string
}

export interface App {
  readonly id: number
  readonly nodeId: string
  readonly clientId: string
  readonly slug: string
  readonly name: string
  readonly owner: User
  /** The user that acts: login `slug[bot]`, type Bot. */
  readonly bot: User
  readonly publicKey: string
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
  readonly events: readonly string[]
  readonly webhook: { readonly id: number; url: string; secret: string }
  readonly createdAt: string
}

export interface Installation {
  readonly id: number
  readonly nodeId: string
  readonly app: App
  readonly account: User
  /** Repository ids, or all of the account's. */
  repositories: Set<number> | 'all'
  suspendedAt: string | undefined
  readonly createdAt: string
}

/** What an app's token may do: the installation's grant, or the part of it that was asked for. */
export interface InstallationToken {
  readonly token: string
  readonly installation: Installation
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
  readonly repositories: ReadonlySet<number> | 'all'
  readonly expiresAt: string
}

/** Who does something: a person, or an app through one of its installations. */
export type Actor =
  | { readonly kind: 'user'; readonly user: User }
  | {
      readonly kind: 'installation'
      readonly user: User
      readonly installation: Installation
      /** What its token was narrowed to; undefined is all that the installation grants. */
      readonly grant?: Pick<InstallationToken, 'permissions' | 'repositories'>
    }
