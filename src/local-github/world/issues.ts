import { recordEdit } from './content-edits.js'
import { crossReference } from './cross-reference.js'
import { emitThread } from './emit.js'
import type { Actor, Issue, Repository, User } from './entities.js'
import { nodeIdOf } from './ids.js'
import { setLabels } from './labels.js'
import { invalid } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** The longest body that GitHub stores, in characters. */
export const longestBody = 65_536

/** @throws {Refusal} 422 for an empty title or a body that is too long */
export async function openIssue(
  world: World,
  repository: Repository,
  actor: Actor,
  input: {
    readonly title: string
    readonly body?: string
    readonly labels?: readonly string[]
    readonly assignees?: readonly User[]
  },
): Promise<Issue> {
  checkText('Issue', input)
  const id = world.ids.number()
  const now = nowOf(world)
  const issue: Issue = {
    id,
    nodeId: nodeIdOf('I', id),
    number: repository.nextNumber++,
    author: actor.user,
    title: input.title,
    body: input.body ?? '',
    state: 'open',
    stateReason: undefined,
    closer: undefined,
    labels: [],
    assignees: [...(input.assignees ?? [])],
    locked: false,
    createdAt: now,
    updatedAt: now,
    closedAt: undefined,
    closedBy: undefined,
    events: [],
    edits: [],
  }
  repository.issues.set(issue.number, issue)
  crossReference(world, repository, actor, issue, issue.body)
  emitThread(world, repository, actor, issue, 'opened')
  if (input.labels?.length) setLabels(world, repository, actor, issue, input.labels)
  return issue
}

export interface IssueChange {
  readonly title?: string
  readonly body?: string
  readonly state?: 'open' | 'closed'
  readonly stateReason?: Issue['stateReason']
  readonly assignees?: readonly User[]
  /** What closes it, where nobody does so by hand. */
  readonly closer?: Issue['closer']
}

export function editIssue(
  world: World,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  change: IssueChange,
): Issue {
  checkText('Issue', change)
  const { title = issue.title, body = issue.body } = change
  const changes = {
    ...(title === issue.title ? {} : { title: { from: issue.title } }),
    ...(body === issue.body ? {} : { body: { from: issue.body } }),
  }
  const now = nowOf(world)
  if (title !== issue.title)
    issue.events.push({ kind: 'renamed', actor: actor.user, at: now, detail: `${issue.title} → ${title}` })
  if (Object.keys(changes).length > 0) {
    recordEdit(issue, actor.user, body, now)
    Object.assign(issue, { title, body, updatedAt: now })
    crossReference(world, repository, actor, issue, body)
    emitThread(world, repository, actor, issue, 'edited', { changes })
  }
  if (change.assignees) issue.assignees = [...change.assignees]
  if (change.state && change.state !== issue.state) setState(world, repository, actor, issue, change)
  else if (change.stateReason && issue.state === 'closed') issue.stateReason = change.stateReason
  return issue
}

/** What GitHub stores of a title and a body. @throws {Refusal} 422 */
export function checkText(
  resource: string,
  { title, body }: { readonly title?: string; readonly body?: string },
): void {
  if (title !== undefined && title.trim() === '') {
    throw invalid({ resource, code: 'missing_field', field: 'title' })
  }
  if (title !== undefined && [...title].length > 256) {
    throw invalid({
      resource,
      code: 'custom',
      field: 'title',
      message: 'title is too long (maximum is 256 characters)',
    })
  }
  if (body !== undefined && [...body].length > longestBody) {
    throw invalid({
      resource,
      code: 'custom',
      field: 'body',
      message: `body is too long (maximum is ${longestBody} characters)`,
    })
  }
}

function setState(
  world: World,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  { state, stateReason, closer }: IssueChange,
): void {
  const at = nowOf(world)
  const closes = state === 'closed'
  issue.state = closes ? 'closed' : 'open'
  issue.stateReason = closes ? (stateReason ?? 'completed') : 'reopened'
  issue.closer = closes ? closer : undefined
  issue.closedAt = closes ? at : undefined
  issue.closedBy = closes ? actor.user : undefined
  issue.updatedAt = at
  const detail = issue.stateReason
  if (closes) issue.events.push({ kind: 'closed', actor: actor.user, at, detail, closer })
  else issue.events.push({ kind: 'reopened', actor: actor.user, at, detail })
  emitThread(world, repository, actor, issue, closes ? 'closed' : 'reopened')
}
