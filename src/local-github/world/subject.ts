import type {
  CheckRun,
  CheckSuite,
  Comment,
  CommitStatus,
  Issue,
  Label,
  PullRequest,
  Push,
  Release,
  Repository,
  User,
} from './entities.js'
import type {
  Deployment,
  DeploymentStatus,
  QueueEntry,
  Review,
  Ruleset,
  Team,
  WorkflowJob,
  WorkflowRun,
} from './records.js'

/** What an event is about. */
export type Subject =
  | { readonly kind: 'push'; readonly push: Push; readonly shas: readonly string[] }
  | { readonly kind: 'ref'; readonly ref: string; readonly refType: 'branch' | 'tag' }
  | {
      readonly kind: 'pull_request'
      readonly pullRequest: PullRequest
      readonly label?: Label
      readonly changes?: Changes
      readonly before?: string
      readonly after?: string
      readonly reviewer?: User | Team
      /** Why it left the merge queue. */
      readonly reason?: string
    }
  | { readonly kind: 'issue'; readonly issue: Issue; readonly label?: Label; readonly changes?: Changes }
  | {
      readonly kind: 'comment'
      readonly comment: Comment
      readonly thread: Issue | PullRequest
      readonly changes?: Changes
    }
  | { readonly kind: 'release'; readonly release: Release; readonly changes?: Changes }
  | { readonly kind: 'label'; readonly label: Label; readonly changes?: Changes }
  | { readonly kind: 'check_suite'; readonly checkSuite: CheckSuite }
  | { readonly kind: 'check_run'; readonly checkRun: CheckRun; readonly requestedAction?: string }
  | { readonly kind: 'status'; readonly status: CommitStatus }
  | { readonly kind: 'repository'; readonly changes?: Changes }
  | { readonly kind: 'installation'; readonly repositories: readonly Repository[] }
  | {
      readonly kind: 'installation_repositories'
      readonly added: readonly Repository[]
      readonly removed: readonly Repository[]
    }
  | {
      readonly kind: 'review'
      readonly pullRequest: PullRequest
      readonly review: Review
      readonly changes?: Changes
    }
  | { readonly kind: 'deployment'; readonly deployment: Deployment; readonly run?: WorkflowRun }
  | {
      readonly kind: 'deployment_status'
      readonly deployment: Deployment
      readonly status: DeploymentStatus
      readonly run?: WorkflowRun
    }
  | { readonly kind: 'protection_rule'; readonly deployment: Deployment; readonly run: WorkflowRun }
  | { readonly kind: 'workflow_run'; readonly run: WorkflowRun }
  | { readonly kind: 'workflow_job'; readonly run: WorkflowRun; readonly job: WorkflowJob }
  | {
      readonly kind: 'workflow_dispatch'
      readonly workflow: string
      readonly ref: string
      readonly inputs: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'merge_group'
      readonly entry: QueueEntry
      readonly reason?: 'merged' | 'invalidated' | 'dequeued'
    }
  | { readonly kind: 'ruleset'; readonly ruleset: Ruleset; readonly changes?: Changes }
  | { readonly kind: 'fork'; readonly fork: Repository }
  | { readonly kind: 'ping' }

/** What an edit replaced, by field: `{ title: { from: 'old' } }`. */
export type Changes = Readonly<Record<string, unknown>>
