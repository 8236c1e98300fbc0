import type { EmitterWebhookEvent } from '@octokit/webhooks'
import { noHints, type Hints, type Job, type Priority } from '../model/job.js'
import { releaseBranchName } from '../model/pull-request.js'
import { mayBeCommand } from '../model/question.js'

/** The events that can change what is to be done. The app subscribes to these and no others. */
export const events = [
  'push',
  'create',
  'delete',
  'pull_request',
  'pull_request_review',
  'merge_group',
  'check_run',
  'check_suite',
  'status',
  'release',
  'issue_comment',
  'issues',
  'deployment',
  'deployment_status',
  'installation',
  'installation_repositories',
] as const

export type Event = EmitterWebhookEvent<(typeof events)[number]>

/** Actions that change nothing for a release; the rest of an event's actions matter. */
const idleActions: Readonly<Record<string, readonly string[]>> = {
  pull_request: [
    'assigned',
    'unassigned',
    'review_requested',
    'review_request_removed',
    'locked',
    'unlocked',
    'milestoned',
  ],
  // An approval may be what a deployment waits for.
  pull_request_review: ['edited', 'dismissed'],
  merge_group: ['destroyed'],
  // Other apps' checks come by the hundred; "Re-run" is told to the app alone whose check it is.
  check_run: ['created', 'completed', 'requested_action'],
  check_suite: ['requested'],
  release: ['created'],
  installation: ['deleted', 'suspend'],
}

/**
 * Turns a webhook into the repositories to look at, and where inside them. What this app caused itself asks for no look: the loop
 * knows what it did. A webhook never says what to do.
 *
 * @throws where the payload is not as GitHub describes the event
 */
export function whereToLook(event: Event, ownLogin: string): Job[] {
  const { payload } = event
  const installationId = 'installation' in payload ? payload.installation?.id : undefined
  if (installationId === undefined || payload.sender?.login === ownLogin) return []
  if (!Number.isSafeInteger(installationId)) throw new Error(`"${installationId}" is no installation`)
  if ('action' in payload && idleActions[event.name]?.includes(payload.action)) return []
  if (isElsewhere(event, ownLogin)) return []
  return repositoriesOf(event).map(([owner, name]) => ({
    repo: { installationId, owner, name },
    hints: { environments: environmentsOf(event), ...hintsOf(event) },
    changed: true,
    priority: priorityOf(event),
  }))
}

/** Work on other branches changes no release: it is told of when it reaches the default branch. A pull request wants its checks. */
function isElsewhere(event: Event, ownLogin: string): boolean {
  switch (event.name) {
    case 'push': {
      const { ref, repository } = event.payload
      return (
        !ref.startsWith('refs/tags/') &&
        ![repository.default_branch, releaseBranchName].includes(ref.replace('refs/heads/', ''))
      )
    }
    case 'create':
    case 'delete':
      return event.payload.ref_type === 'branch' && event.payload.ref !== releaseBranchName
    case 'pull_request':
      return (
        !bearsOnChecks(event.payload) &&
        !rewordsWhatWasMerged(event.payload) &&
        !mergesHotfix(event.payload) &&
        !endsUnpushed(event.payload) &&
        event.payload.pull_request.head.ref !== releaseBranchName
      )
    // Checks of others come by the hundred: what bears on a release is on its branch.
    case 'check_suite':
      return event.payload.action === 'completed' && event.payload.check_suite.head_branch !== releaseBranchName
    case 'status':
      return !event.payload.branches.some(({ name }) => name === releaseBranchName)
    case 'issues':
      // What waits is found by its pull request; a merge that closes an issue may be seen before the issue is.
      return event.payload.action !== 'closed' || event.payload.issue.state_reason !== 'completed'
    case 'issue_comment':
      return !isInOwnPullRequest(event.payload, ownLogin) && !asksSomething(event.payload)
    default:
      return false
  }
}

type PushPayload = Extract<Event, { name: 'push' }>['payload']
type PullRequestPayload = Extract<Event, { name: 'pull_request' }>['payload']
type CommentPayload = Extract<Event, { name: 'issue_comment' }>['payload']

function isInOwnPullRequest({ issue }: CommentPayload, ownLogin: string): boolean {
  return issue.pull_request !== undefined && issue.user?.login === ownLogin
}

/** Elsewhere only a new comment can be a command, and only a person's. */
function asksSomething({ action, comment }: CommentPayload): boolean {
  return action === 'created' && comment.user?.type !== 'Bot' && mayBeCommand(comment.body)
}

/**
 * Any pull request that came, was pushed to or got another base wants its checks; where it is to be merged into the default branch, its title and its
 * body say what merging it would do.
 */
function bearsOnChecks(payload: PullRequestPayload): boolean {
  if (['opened', 'reopened', 'synchronize'].includes(payload.action)) return true
  if (payload.action !== 'edited') return false
  const { base, title, body } = payload.changes
  const isPreviewed =
    payload.pull_request.state === 'open' && payload.pull_request.base.ref === payload.repository.default_branch
  return base !== undefined || (isPreviewed && (title !== undefined || body !== undefined))
}

/** The body of a merged pull request may say something else than its commits do. */
function rewordsWhatWasMerged(payload: PullRequestPayload): boolean {
  const { base, merged } = payload.pull_request
  return (
    payload.action === 'edited' &&
    payload.changes.body !== undefined &&
    merged === true &&
    base.ref === payload.repository.default_branch
  )
}

function repositoriesOf(event: Event): [owner: string, name: string][] {
  switch (event.name) {
    case 'installation':
      return (event.payload.repositories ?? []).map(({ full_name }) => splitName(full_name))
    case 'installation_repositories':
      return event.payload.repositories_added.map(({ full_name }) => splitName(full_name))
    default:
      return [splitName(event.payload.repository?.full_name)]
  }
}

/** A person waits for the answer to a comment; an emergency waits for nobody, and skips nothing but the queue. */
function priorityOf(event: Event): Priority {
  if (event.name === 'issue_comment') return 'command'
  return event.name === 'pull_request' && isHotfix(event.payload) && !isGivenUp(event.payload) ? 'hotfix' : 'change'
}

function isHotfix({ pull_request: { head, labels } }: PullRequestPayload): boolean {
  return head.ref.startsWith('hotfix/') || labels.some(({ name }) => name.toLowerCase() === 'hotfix')
}

function isGivenUp({ action, pull_request }: PullRequestPayload): boolean {
  return action === 'closed' && !pull_request.merged_at
}

/** The push that a merge makes says nothing of the hurry that it was made in. */
function mergesHotfix(payload: PullRequestPayload): boolean {
  return payload.action === 'closed' && payload.pull_request.merged_at !== null && isHotfix(payload)
}

/**
 * What a pull request holds ends with it, and what is merged into another branch may be a backport, which wants to be told. Of what is merged into the
 * default branch the push tells.
 */
function endsUnpushed(payload: PullRequestPayload): boolean {
  const { action, pull_request, repository } = payload
  return action === 'closed' && (isGivenUp(payload) || pull_request.base.ref !== repository.default_branch)
}

function hintsOf(event: Event): Hints {
  switch (event.name) {
    case 'push': {
      const merged = mergedBy(event.payload)
      return { ...noHints, shas: [event.payload.after], ...(merged.length > 0 ? { merged } : {}) }
    }
    case 'pull_request':
    case 'pull_request_review':
      return { ...noHints, pullRequests: [event.payload.pull_request.number] }
    case 'deployment':
    case 'deployment_status':
      return { ...noHints, shas: [event.payload.deployment.sha] }
    case 'issue_comment':
      return { ...noHints, pullRequests: [event.payload.issue.number], comments: [event.payload.comment.id] }
    default:
      return noHints
  }
}

/** Where something was deployed, or said of a deployment; a status can bring it into another environment. */
function environmentsOf(event: Event): string[] {
  if (event.name !== 'deployment' && event.name !== 'deployment_status') return []
  const { deployment } = event.payload
  const said = event.name === 'deployment_status' ? event.payload.deployment_status?.environment : undefined
  const names = [deployment.original_environment, deployment.environment, said]
  return [...new Set(names.filter((name) => name !== undefined))]
}

/** The numbers of pull requests that GitHub writes into the subjects of commits that merge them. A person can write one, too: it is a hint. */
function mergedBy({ commits = [] }: Partial<Pick<PushPayload, 'commits'>>): number[] {
  return commits.flatMap(({ message }) => {
    const [subject = ''] = message.split('\n', 1)
    const [, merged, squashed] = /^Merge pull request #(\d{1,9}) from |\(#(\d{1,9})\)$/.exec(subject.trim()) ?? []
    const number = merged ?? squashed
    return number === undefined ? [] : [Number(number)]
  })
}

function splitName(fullName: string | undefined): [owner: string, name: string] {
  const [owner, name] = (fullName ?? '').split('/')
  if (!owner || !name) throw new Error(`"${fullName}" is no repository`)
  return [owner, name]
}
