import type { Issue, PullRequest, Repository, Thread } from '../../world/entities.js'

export interface Order {
  readonly field: string
  readonly direction: 'ASC' | 'DESC'
}

export interface PullRequestFilters {
  readonly states?: readonly string[] | null
  readonly headRefName?: string | null
  readonly baseRefName?: string | null
  readonly labels?: readonly string[] | null
  readonly orderBy?: Order | null
}

export interface IssueFilters {
  readonly states?: readonly string[] | null
  readonly labels?: readonly string[] | null
  readonly filterBy?: IssueFilterBy | null
  readonly orderBy?: Order | null
}

/** Here every label must be there, where `labels` beside it wants but one. */
export interface IssueFilterBy {
  readonly states?: readonly string[] | null
  readonly labels?: readonly string[] | null
  readonly createdBy?: string | null
  /** A login; `*` for anybody, null for nobody. */
  readonly assignee?: string | null
  readonly since?: string | null
}

/** `OPEN`, `CLOSED` or `MERGED`. */
export function stateOf(pullRequest: PullRequest): string {
  return pullRequest.merged ? 'MERGED' : pullRequest.state.toUpperCase()
}

/** As `pullRequests` filters and orders; the oldest first where nothing else is asked for. */
export function filterPullRequests(
  repository: Repository,
  all: readonly PullRequest[],
  { states, headRefName, baseRefName, labels, orderBy }: PullRequestFilters,
): PullRequest[] {
  const wanted = all.filter(
    (pullRequest) =>
      (!states?.length || states.includes(stateOf(pullRequest))) &&
      (headRefName == null || pullRequest.head.ref === headRefName) &&
      (baseRefName == null || pullRequest.base.ref === baseRefName) &&
      hasLabel(pullRequest, labels),
  )
  return inOrder(wanted, orderBy, repository)
}

/** As `issues` filters and orders. */
export function filterIssues(
  repository: Repository,
  all: readonly Issue[],
  { states, labels, filterBy, orderBy }: IssueFilters,
): Issue[] {
  const wanted = all.filter(
    (issue) => hasState(issue, states) && hasLabel(issue, labels) && matches(issue, filterBy ?? {}),
  )
  return inOrder(wanted, orderBy, repository)
}

/** Sorts threads; equal ones by number, in the same direction. */
export function inOrder<T extends Thread>(
  threads: readonly T[],
  order: Order | null | undefined,
  repository: Repository,
): T[] {
  const sign = order?.direction === 'DESC' ? -1 : 1
  const key = (thread: T): number => {
    switch (order?.field) {
      case 'UPDATED_AT':
        return Date.parse(thread.updatedAt)
      case 'COMMENTS':
        return [...repository.comments.values()].filter(({ issueNumber }) => issueNumber === thread.number).length
      default:
        return Date.parse(thread.createdAt)
    }
  }
  const keyed = threads.map((thread) => ({ thread, key: key(thread) }))
  keyed.sort((a, b) => sign * (a.key - b.key || a.thread.number - b.thread.number))
  return keyed.map(({ thread }) => thread)
}

function matches(issue: Issue, { states, labels, createdBy, assignee, since }: IssueFilterBy): boolean {
  return (
    hasState(issue, states) &&
    (labels ?? []).every((label) => hasLabel(issue, [label])) &&
    (createdBy == null || isLogin(issue.author.login, createdBy)) &&
    (assignee === undefined || isAssigned(issue, assignee)) &&
    (since == null || Date.parse(issue.updatedAt) >= Date.parse(since))
  )
}

function hasState(issue: Issue, states: readonly string[] | null | undefined): boolean {
  return !states?.length || states.includes(issue.state.toUpperCase())
}

function isAssigned({ assignees }: Issue, wanted: string | null): boolean {
  if (wanted === null) return assignees.length === 0
  return assignees.some(({ login }) => wanted === '*' || isLogin(login, wanted))
}

function isLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** One of the labels is enough; names are compared without regard to case. */
function hasLabel(thread: Thread, labels: readonly string[] | null | undefined): boolean {
  if (!labels?.length) return true
  const carried = thread.labels.map((name) => name.toLowerCase())
  return labels.some((name) => carried.includes(name.toLowerCase()))
}
