import type { LineHistory, LineMerge } from './backport.js'
import type { MergedPullRequest } from './change.js'
import type { ReportedChecks } from './check-run.js'
import type { Comment } from './comment.js'
import type { Commit, Sha } from './commit.js'
import type { MergeGates } from './merge-gates.js'
import type { MergeGroup } from './merge-group.js'
import type { MergeDetails, MergeSettings } from './merge-preview.js'
import type { Onboarding } from './onboarding.js'
import type { OpenPullRequests } from './open-pull-request.js'
import type { ClosedReleasePullRequest, MergedReleasePullRequest, OpenReleasePullRequest } from './pull-request.js'
import type { RepoRef } from './repo-ref.js'
import type { Rewording } from './rewording.js'
import type { SeenTag, Tag } from './tag-name.js'
import type { DeployableCommit, DeployablePullRequest, Rights } from './deployable.js'
import type { Deployment } from './deployment.js'
import type { DeploymentsRead, Sought } from './deployments-read.js'
import type { SeenRecord } from './environment-record.js'
import type { ClosingChange, Talks, Touched } from './talk.js'
import type { RulesetVerdict, TagRuleset } from './tag-ruleset.js'
import type { IssueThread, LineMergeThread, PullRequestThread, Waiting } from './thread.js'

/** What the eyes saw of one repository: plain data, serialisable, all that the mind may know. */
export interface Snapshot {
  readonly repo: RepoRef
  /** GraphQL node id; compare-and-swap of refs asks for it. */
  readonly repositoryId: string
  /** The id of this app, by which its check runs are told from those of others. */
  readonly appId: number
  /** `slug[bot]`, as whom this app acts. */
  readonly login: string
  /** Whether somebody else looked than this app: what GitHub says of who asks is then said of them. */
  readonly isOthersView?: true
  /** Where people find the repository, without a slash at the end. */
  readonly url: string
  readonly archived: boolean
  readonly fork: boolean
  /** Undefined in a repository without a commit. */
  readonly defaultBranch: { readonly name: string; readonly head: Sha; readonly tree: Sha } | undefined
  /** The text of `.github/landfall.yml` on the default branch, undefined where there is none. */
  readonly configText: string | undefined
  /** The blob of that file. */
  readonly configOid: Sha | undefined
  /** Every tag, of whatever format. */
  readonly tags: readonly SeenTag[]
  /** The newest commits that the default branch reaches. */
  readonly history?: RecentHistory
  /** Merged pull requests among whose commits they are, where their bodies say something in place of the messages; the oldest first. */
  readonly rewordings?: readonly Rewording[]
  /** By commit, the pull requests that brought it to the default branch; of the newest commits. */
  readonly brought: Readonly<Record<Sha, readonly MergedPullRequest[]>>
  /** Read on request: the pull requests that were merged into the default branch since a moment (ISO 8601), with their labels. */
  readonly merged?: { readonly since: string; readonly list: readonly MergedPullRequest[] }
  /** What bears the label of what waits. */
  readonly waiting: Waiting
  /** The node ids of the labels that show a stage, by name; one that the repository lacks is missing. */
  readonly stageLabels: Readonly<Record<string, string>>
  /** Read on request, by number. */
  readonly threads?: {
    readonly pullRequests: Readonly<Record<number, PullRequestThread>>
    readonly issues: Readonly<Record<number, IssueThread>>
    /** Whatever was asked for, found or not. */
    readonly asked: readonly number[]
    /** What GitHub answered where it did not show some of them. */
    readonly unread?: string
  }
  /** Read on request, by number: what was merged into another branch and is to be told where it stands there; null for all else that was asked for. */
  readonly lineMerges?: Readonly<Record<number, LineMergeThread | null>>
  /** Read on request, by number: the backports of pull requests that were merged into the default branch. */
  readonly backports?: Readonly<Record<number, readonly LineMerge[]>>
  /** Read on request, by the commit that a branch stands at. */
  readonly lines?: Readonly<Record<Sha, LineHistory>>
  /** Where something was said or done lately. */
  readonly talks: Talks
  /** Read on request, by the number of an issue: the pull requests that close it. */
  readonly closers?: Readonly<Record<number, readonly ClosingChange[]>>
  /** Read on request, by commit: the lowest of the tags asked about that reaches it; null where none does. */
  readonly firstWith?: Readonly<Record<Sha, string | null>>
  /** Which tags have a release, a draft too: those of the newest releases, and those that were asked for. */
  readonly released: Readonly<Record<string, boolean>>
  /** The drafts among the newest releases, by tag: their ids. None of a tag whose release is out. */
  readonly drafts?: Readonly<Record<string, readonly number[]>>
  /** Read on request, by the id of the release. */
  readonly draftsSeen?: Readonly<Record<number, DraftSeen | 'gone'>>
  /** Where the release branch stands, undefined where it does not exist. */
  readonly releaseBranch: ReleaseBranch | undefined
  readonly openReleasePullRequest: OpenReleasePullRequest | undefined
  /** The newest ones, newest first. */
  readonly mergedReleasePullRequests: readonly MergedReleasePullRequest[]
  /** The newest one that was closed without a merge. */
  readonly closedReleasePullRequest: ClosedReleasePullRequest | undefined
  /** Read on request: what keeps the open release pull request from being merged. */
  readonly mergeGates?: MergeGates
  /** Read on request: what people may do, by login. */
  readonly rights: Readonly<Record<string, Rights>>
  /** The newest deployments, of every environment and whoever made them, newest first; undefined where GitHub does not show them. */
  readonly deployments?: readonly Deployment[]
  /** Read on request, by environment: those of it alone. */
  readonly deploymentsOf?: Readonly<Record<string, DeploymentsRead>>
  /** Whether something may come of this look: then nothing that was read at earlier ones stands for what is there. */
  readonly mayAct?: true
  /** Read on request, by the number of an issue or a pull request: what was said there last, oldest first. */
  readonly conversations?: Readonly<Record<number, readonly Comment[]>>
  /** What the repository keeps of its environments, by name. */
  readonly records?: Readonly<Record<string, SeenRecord>>
  /** Read on request, by number. */
  readonly deployables?: Readonly<Record<number, DeployablePullRequest | 'missing'>>
  /** Read on request, by number: whether pull requests are open. */
  readonly pullRequestStates?: Readonly<Record<number, PullRequestStateSeen>>
  /** Read on request, by what was named: a tag, a branch or a sha. */
  readonly commitsNamed?: Readonly<Record<string, DeployableCommit | 'missing'>>
  /** Read on request, by slug and login: who is in a team. */
  readonly teams?: Readonly<Record<string, Readonly<Record<string, boolean>>>>
  /** Read on request, by `from..to`: what the second commit has and the first has not. */
  readonly between?: Readonly<Record<string, Between>>
  /** Read on request, by `commit..head`. */
  readonly lacking?: Readonly<Record<string, Lacking>>
  /** Deployments that GitHub did not make in this look, by key, with what it answered. */
  readonly notDeployed?: Readonly<Record<string, string>>
  /** Where waking up here stands. */
  readonly onboarding: Onboarding
  /** Whatever is open, into whichever branch: the first page, and the rest on request. */
  readonly openPullRequests: OpenPullRequests
  /** How they are merged; undefined where GitHub does not show it. */
  readonly mergeSettings?: MergeSettings
  /** Read on request, by number: what merging an open pull request would write and close. */
  readonly mergeDetails?: Readonly<Record<number, MergeDetails>>
  /** The merge queue of the default branch, the next to be merged first. */
  readonly mergeGroups: readonly MergeGroup[]
  /** Our checks on the head of the default branch, and on that of the release branch. */
  readonly headChecks: ReportedChecks
  readonly releaseChecks: ReportedChecks
  /** The rulesets in force that keep people from making tags; none where GitHub does not show them. */
  readonly tagRulesets?: readonly TagRuleset[]
  /** Read on request, by the id of a ruleset. */
  readonly rulesetVerdicts?: Readonly<Record<number, RulesetVerdict>>
  /** Tags that GitHub refused to make in this look, with what it answered. */
  readonly refusedTags?: Readonly<Record<string, string>>
  /** Read on request, by the commit that ends the range. */
  readonly ranges: Readonly<Record<Sha, CommitRange>>
  /** Read on request, by tag: what a release carries that no earlier one does. */
  readonly carried: Readonly<Record<string, CommitRange>>
  /** Read on request, by commit and path. */
  readonly files: Readonly<Record<Sha, Readonly<Record<string, FileSeen>>>>
}

export type PullRequestStateSeen = 'open' | 'closed' | 'merged' | 'missing'

/** What one commit has and another has not. */
export interface Between {
  /** Oldest first; the newest of many. */
  readonly commits: readonly { readonly sha: Sha; readonly message: string }[]
  readonly total: number
}

/** What one commit reaches and another does not, oldest first; everything where the two have nothing in common. */
export type Lacking =
  | {
      readonly kind: 'commits'
      readonly commits: readonly Commit[]
      /** Whether the other commit has what the one does not reach. */
      readonly isAside: boolean
    }
  | { readonly kind: 'everything' }

/** The end of a history: of what a commit reaches, the newest. */
export interface RecentHistory {
  /** Newest first, as git goes by dates; a commit whose parents were not all read ends the list. */
  readonly commits: readonly Commit[]
  /** Whether nothing lies behind them. */
  readonly isWhole: boolean
}

/** A draft of a release. */
export interface DraftSeen {
  readonly author: string
  readonly name: string
  readonly body: string
  /** The names of those that are wholly uploaded. */
  readonly files: readonly string[]
  /** Whether there is no file, nor part of one. */
  readonly isEmpty: boolean
}

/** The newest commit of the release branch. */
export interface ReleaseBranch {
  readonly head: Sha
  readonly parents: readonly Sha[]
  readonly message: string
  /** The committer's date, ISO 8601; that of a commit of ours was set by GitHub. */
  readonly committedAt: string
  /** Whether the commit bears the bot's name. */
  readonly isOurs: boolean
}

/** A path at a commit: a text, nothing, or what cannot be read and written as a text. */
export type FileSeen =
  | { readonly kind: 'text'; readonly text: string; readonly executable?: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unusable'; readonly why: Unusable }

export type Unusable = 'a folder' | 'binary' | 'a submodule' | 'a symbolic link' | 'not written in UTF-8'

/** All commits reachable from one commit and not from a tag. */
export interface CommitRange {
  /** The first of the candidates that proved to be an ancestor; undefined where none did, and then the range is the whole history. */
  readonly previous: Tag | undefined
  /** Oldest first. */
  readonly commits: readonly Commit[]
  /** Where a bounded look ended before the range did: the commits nearest to the previous release, or to the head where there is none. */
  readonly isCut?: true
}

/** Something that the mind must see before it can decide. */
export type Look =
  | {
      readonly kind: 'range'
      readonly head: Sha
      /** Tags to test for ancestry, best first. */
      readonly candidates: readonly SeenTag[]
      /** Where no candidate is an ancestor, how far back to read (ISO 8601); undefined reads it all. */
      readonly since: string | undefined
      /** So many hundreds of commits and no more: for a look that is worth no more requests than that. */
      readonly pages?: number
    }
  | { readonly kind: 'files'; readonly at: Sha; readonly paths: readonly string[] }
  /** What these people may do. */
  | { readonly kind: 'permissions'; readonly logins: readonly string[] }
  /** Further open pull requests, page by page up to the first on which all have the release check, and a preview whose key begins like this. */
  | { readonly kind: 'open-pull-requests'; readonly after: string; readonly preview?: string }
  /** What merging these open pull requests would write and close. */
  | { readonly kind: 'merge-details'; readonly pullRequests: readonly number[] }
  /** The commits that these tags lead to. */
  | { readonly kind: 'tags'; readonly names: readonly string[] }
  /** Whether these tags have releases. */
  | { readonly kind: 'releases'; readonly tags: readonly string[] }
  /** What the release of this tag carries: as a range that ends with the tagged commit. */
  | {
      readonly kind: 'carried'
      readonly tag: string
      readonly head: Sha
      readonly candidates: readonly SeenTag[]
      readonly since: string | undefined
    }
  /** The pull requests that were merged into the default branch since a moment (ISO 8601), with their labels. */
  | { readonly kind: 'merged'; readonly since: string }
  /** All that bears this label, behind the first page. */
  | { readonly kind: 'waiting'; readonly label: string }
  /** What is said and shown in these merged pull requests, and in the issues that they close; and in these issues. */
  | { readonly kind: 'threads'; readonly pullRequests: readonly number[]; readonly issues: readonly number[] }
  /** What these, that were merged into another branch, are backports of, and what is said there; as they were when they were touched. */
  | { readonly kind: 'line-merges'; readonly pullRequests: readonly Touched[] }
  /** The backports of these merged pull requests, and what their branches reach. */
  | { readonly kind: 'backports'; readonly of: readonly MergedPullRequest[] }
  /** What the branches reach that these were merged into, back to them. */
  | { readonly kind: 'lines'; readonly of: readonly LineMerge[] }
  /** What this draft says, and its files. */
  | { readonly kind: 'draft'; readonly release: number }
  /** Further conversations, back to this moment (ISO 8601), or to where this process has read them before. */
  | { readonly kind: 'talks'; readonly since: string }
  /** The pull requests that close these issues. */
  | { readonly kind: 'closers'; readonly issues: readonly number[] }
  /** Which of these tags, in the order of their versions, is the first that reaches the commit. */
  | { readonly kind: 'first-with'; readonly commit: Sha; readonly tags: readonly SeenTag[] }
  /** What keeps the open release pull request from being merged. */
  | { readonly kind: 'merge-gates'; readonly pullRequest: number }
  /** All that bears on deploying this pull request. */
  | { readonly kind: 'deployable'; readonly pullRequest: number }
  /** Whether these pull requests are open. */
  | { readonly kind: 'pull-request-states'; readonly pullRequests: readonly number[] }
  /** The commit of this tag, branch or sha. */
  | { readonly kind: 'commit-named'; readonly name: string }
  /** Deployments to this environment, back to the one that is looked for. */
  | { readonly kind: 'deployments'; readonly environment: string; readonly sought: Sought }
  /** What was said in this issue or pull request, back to this comment, by its id. */
  | { readonly kind: 'conversation'; readonly thread: number; readonly comment: number }
  /** Whether these people are in this team of the organisation. */
  | { readonly kind: 'team'; readonly slug: string; readonly logins: readonly string[] }
  /** What `to` has and `from` has not. */
  | { readonly kind: 'between'; readonly from: Sha; readonly to: Sha }
  /** What `head` reaches and `commit` does not. */
  | { readonly kind: 'lacking'; readonly commit: Sha; readonly head: Sha }
  /** Whether this app may bypass this ruleset. */
  | { readonly kind: 'ruleset'; readonly id: number }
