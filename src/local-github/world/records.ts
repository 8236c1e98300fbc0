import type { App, CheckSuite, Repository, Role, User } from './entities.js'

/** What a world keeps of one repository beside its threads and refs: reviews, deployments, workflows, and the rules that can refuse. */
export interface Records {
  /** By id, oldest first. */
  readonly reviews: Map<number, Review>
  /** By the pull request's number. */
  readonly reviewRequests: Map<number, ReviewRequests>
  readonly deployments: Map<number, Deployment>
  /** By name in lower case. */
  readonly environments: Map<string, Environment>
  /** By path, from the moment at which one was first seen. */
  readonly workflows: Map<string, Workflow>
  readonly workflowRuns: Map<number, WorkflowRun>
  /** How workflows that are started from now on will go; the first that fits. */
  readonly workflowPlays: WorkflowPlay[]
  /** By branch. */
  readonly protections: Map<string, BranchProtection>
  readonly rulesets: Map<number, Ruleset>
  /** The merge queue, the next to merge first. */
  readonly queue: QueueEntry[]
  /** Names of roles that an organization made up, by login in lower case; what they may do stands in `collaborators`. */
  readonly customRoles: Map<string, string>
  forkOf: Repository | undefined
  /** Of people who have not accepted yet. */
  readonly invitations: Map<number, Invitation>
}

export interface Invitation {
  readonly id: number
  readonly invitee: User
  readonly inviter: User
  role: Role
  readonly createdAt: string
}

export interface Review {
  readonly id: number
  readonly nodeId: string
  readonly pullRequest: number
  readonly author: User
  body: string
  state: 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED'
  /** The head that was looked at. */
  readonly commitId: string
  submittedAt: string | undefined
  readonly createdAt: string
  updatedAt: string
}

export interface ReviewRequests {
  users: User[]
  teams: Team[]
}

export interface Team {
  readonly id: number
  readonly nodeId: string
  readonly organization: User
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly privacy: 'secret' | 'closed'
  readonly createdAt: string
  /** By login in lower case. */
  readonly members: Map<string, { readonly user: User; readonly role: 'member' | 'maintainer' }>
  /** What the team may do, by repository id. */
  readonly repositories: Map<number, Role>
}

export interface Deployment {
  readonly id: number
  readonly nodeId: string
  readonly sha: string
  readonly ref: string
  readonly task: string
  readonly payload: object | string
  readonly originalEnvironment: string
  environment: string
  readonly description: string | undefined
  readonly creator: User
  readonly app: App | undefined
  readonly transient: boolean
  readonly production: boolean
  readonly createdAt: string
  updatedAt: string
  /** Oldest first. */
  readonly statuses: DeploymentStatus[]
}

export interface DeploymentStatus {
  readonly id: number
  readonly nodeId: string
  readonly state: 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success'
  readonly creator: User
  readonly app: App | undefined
  readonly description: string
  readonly environment: string
  readonly environmentUrl: string
  readonly logUrl: string
  readonly createdAt: string
}

export interface Environment {
  readonly id: number
  readonly nodeId: string
  readonly name: string
  readonly createdAt: string
  updatedAt: string
  /** Minutes. */
  waitTimer: number
  preventSelfReview: boolean
  reviewers: Reviewer[]
  branchPolicy: { readonly protectedBranches: boolean; readonly customBranchPolicies: boolean } | undefined
  readonly branchPatterns: { readonly id: number; readonly name: string; readonly type: 'branch' | 'tag' }[]
  /** Apps that are asked before a job may use the environment. */
  readonly gates: { readonly id: number; readonly app: App }[]
}

export type Reviewer = { readonly type: 'User'; readonly user: User } | { readonly type: 'Team'; readonly team: Team }

export interface Workflow {
  readonly id: number
  readonly nodeId: string
  readonly path: string
  name: string
  state: 'active' | 'disabled_manually' | 'deleted'
  readonly createdAt: string
  updatedAt: string
}

export type RunStatus = 'queued' | 'in_progress' | 'waiting' | 'completed'
export type RunConclusion = 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped'

export interface WorkflowRun {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  attempt: number
  readonly workflow: Workflow
  readonly event: string
  readonly actor: User
  readonly headSha: string
  readonly headBranch: string
  readonly inputs: Readonly<Record<string, string>>
  readonly suite: CheckSuite
  status: RunStatus
  conclusion: RunConclusion | undefined
  readonly createdAt: string
  updatedAt: string
  startedAt: string
  readonly jobs: WorkflowJob[]
  play: WorkflowPlay
  /** When it goes a step on, in milliseconds of the world's clock; undefined where nothing more happens by itself. */
  nextAt: number | undefined
  /** The deployment that it carries out: its statuses are told there. */
  deployment: Deployment | undefined
  /** What waits for an answer before the job goes on, by environment. */
  readonly pending: Map<string, PendingDeployment>
}

export interface PendingDeployment {
  readonly environment: Environment
  readonly since: string
  /** Ids of the apps that have to agree yet. */
  readonly gates: Set<number>
  needsReview: boolean
  readonly deployment: Deployment
}

export interface WorkflowJob {
  readonly id: number
  readonly nodeId: string
  readonly name: string
  status: RunStatus
  conclusion: RunConclusion | undefined
  readonly createdAt: string
  startedAt: string
  completedAt: string | undefined
  /** The check run that shows the job. */
  readonly checkRunId: number
}

/** How a workflow goes, told in data: when it starts, when and how it ends, by the world's clock. */
export interface WorkflowPlay {
  /** A workflow's file name, path or name; without it, every workflow. */
  readonly workflow?: string | undefined
  /** `never`: the run is made and nothing picks it up; `hang`: it starts and does not end. */
  readonly end: 'success' | 'failure' | 'cancelled' | 'timed_out' | 'hang' | 'never'
  /** Milliseconds from the request until a runner picks it up. */
  readonly startAfter?: number | undefined
  /** Milliseconds from there until it ends. */
  readonly endAfter?: number | undefined
  readonly job?: string | undefined
  /** Environment that the job names, as `environment:` does: it waits for that one's rules and makes a deployment of its own. */
  readonly environment?: string | undefined
  /** Where a success says that it is to be seen; `{environment}` in it is the name of the deployment's environment. */
  readonly environmentUrl?: string | undefined
  /** For how many runs it holds; without it, for all. */
  readonly times?: number | undefined
}

export interface BranchProtection {
  readonly branch: string
  /** Undefined asks for none. */
  requiredChecks: RequiredChecks | undefined
  reviews: RequiredReviews | undefined
  /** Who may push; undefined leaves it to everybody with write access. */
  restrictions: PushRestrictions | undefined
  enforceAdmins: boolean
  linearHistory: boolean
  allowForcePushes: boolean
  allowDeletions: boolean
  lockBranch: boolean
  conversationResolution: boolean
  blockCreations: boolean
}

export interface RequiredChecks {
  readonly strict: boolean
  readonly checks: readonly RequiredCheck[]
}

export interface RequiredCheck {
  readonly context: string
  /** Only this app's count. */
  readonly appId: number | undefined
}

export interface RequiredReviews {
  readonly count: number
  readonly dismissStale: boolean
  readonly codeOwners: boolean
  readonly lastPushApproval: boolean
}

export interface PushRestrictions {
  readonly users: readonly User[]
  readonly teams: readonly Team[]
  readonly apps: readonly App[]
}

export interface Ruleset {
  readonly id: number
  readonly nodeId: string
  name: string
  readonly target: 'branch' | 'tag' | 'push'
  enforcement: 'active' | 'disabled' | 'evaluate'
  include: readonly string[]
  exclude: readonly string[]
  bypass: readonly BypassActor[]
  rules: readonly Rule[]
  readonly createdAt: string
  updatedAt: string
}

export interface BypassActor {
  readonly actor_id: number | null
  readonly actor_type: string
  readonly bypass_mode: 'always' | 'pull_request' | 'exempt'
}

/** As the API has it: `parameters` by the kind of rule. */
export interface Rule {
  readonly type: string
  readonly parameters?: Readonly<Record<string, unknown>>
}

export interface QueueEntry {
  readonly id: number
  readonly nodeId: string
  readonly pullRequest: number
  readonly base: string
  /** Where the head stood: another one leaves the queue. */
  readonly headSha: string
  readonly enqueuer: User
  readonly enqueuedAt: string
  /** What is tried: base, what is before it in the queue, and this one. Undefined where they conflict. */
  group: { readonly ref: string; readonly sha: string; readonly baseSha: string } | undefined
}

export function emptyRecords(): Records {
  return {
    reviews: new Map(),
    reviewRequests: new Map(),
    deployments: new Map(),
    environments: new Map(),
    workflows: new Map(),
    workflowRuns: new Map(),
    workflowPlays: [],
    protections: new Map(),
    rulesets: new Map(),
    queue: [],
    customRoles: new Map(),
    forkOf: undefined,
    invitations: new Map(),
  }
}
