import type { GraphQLResolveInfo } from 'graphql'
import { findThread } from '../../world/comments.js'
import { closingIssues } from '../../world/issue-links.js'
import { findLabel } from '../../world/labels.js'
import { nodeIdOf } from '../../world/ids.js'
import type { Closer, Comment, Issue, PullRequest, Repository, ThreadEvent } from '../../world/entities.js'
import { listConnection } from '../connection.js'
import { dateTime } from '../date-time.js'
import { NotImplemented } from '../graphql-failure.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'

export interface TimelineArguments extends PageArguments {
  readonly itemTypes?: readonly string[] | null
  readonly since?: string | null
}

type Kind = ThreadEvent['kind']

const typeNames: Record<Kind, string> = {
  closed: 'ClosedEvent',
  reopened: 'ReopenedEvent',
  merged: 'MergedEvent',
  renamed: 'RenamedTitleEvent',
  labeled: 'LabeledEvent',
  unlabeled: 'UnlabeledEvent',
  head_ref_force_pushed: 'HeadRefForcePushedEvent',
  head_ref_deleted: 'HeadRefDeletedEvent',
  connected: 'ConnectedEvent',
  disconnected: 'DisconnectedEvent',
  cross_referenced: 'CrossReferencedEvent',
}

interface Item {
  readonly key: string
  readonly type: string
  readonly at: string
  readonly object: () => SchemaObject
}

/** What happened to an issue or pull request, comments included, oldest first. A pull request's commits are not among it yet. */
export function timelineItems(
  context: QueryContext,
  repository: Repository,
  thread: Issue | PullRequest,
  args: TimelineArguments,
  info: GraphQLResolveInfo,
): unknown {
  if ('head' in thread && (!args.itemTypes || args.itemTypes.includes('PULL_REQUEST_COMMIT'))) {
    throw new NotImplemented('PullRequest.timelineItems with PULL_REQUEST_COMMIT')
  }
  const comments = [...repository.comments.values()].filter(({ issueNumber }) => issueNumber === thread.number)
  const all: Item[] = [
    ...thread.events.map((event, index) => itemOfEvent(context, repository, thread, event, index)),
    ...comments.map((comment) => itemOfComment(context, repository, comment)),
  ]
  all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const since = args.since == null ? -Infinity : Date.parse(args.since)
  const shown = all.filter(
    ({ type, at }) => (!args.itemTypes || args.itemTypes.includes(enumName(type))) && Date.parse(at) >= since,
  )
  return {
    ...listConnection(
      args,
      info,
      shown,
      ({ key }) => key,
      ({ object }) => object(),
    ),
    filteredCount: shown.length,
    updatedAt: dateTime(thread.updatedAt),
  }
}

function itemOfComment(context: QueryContext, repository: Repository, comment: Comment): Item {
  return {
    key: comment.nodeId,
    type: 'IssueComment',
    at: comment.createdAt,
    object: () => context.objects.comment(repository, comment),
  }
}

function itemOfEvent(
  context: QueryContext,
  repository: Repository,
  thread: Issue | PullRequest,
  event: ThreadEvent,
  index: number,
): Item {
  const type = typeNames[event.kind]
  const id = nodeIdOf('EVT', `${thread.id}:${index}`)
  return {
    key: id,
    type,
    at: event.at,
    object: () => ({
      __typename: type,
      id,
      actor: () => context.objects.actor(event.actor),
      createdAt: dateTime(event.at),
      ...fieldsOf(context, repository, thread, event),
    }),
  }
}

function fieldsOf(
  context: QueryContext,
  repository: Repository,
  thread: Issue | PullRequest,
  event: ThreadEvent,
): Record<string, unknown> {
  const { objects, world } = context
  const { kind, detail, closer } = event
  const objectOf = (one: Issue | PullRequest) =>
    'head' in one ? objects.pullRequest(repository, one) : objects.issue(repository, one)
  const subject = () => objectOf(thread)
  const stateReason = 'head' in thread || detail === '' ? null : detail.toUpperCase()
  switch (kind) {
    case 'closed':
      return { closable: subject, closer: () => closerOf(context, repository, closer), stateReason }
    case 'reopened':
      return { closable: subject, stateReason }
    case 'labeled':
    case 'unlabeled': {
      const label = findLabel(repository, detail)
      return { labelable: subject, ...(label ? { label: () => objects.label(repository, label) } : {}) }
    }
    case 'merged':
      return {
        pullRequest: subject,
        ...('head' in thread ? { mergeRefName: thread.base.ref } : {}),
        commit: async () => {
          const sha = 'head' in thread ? thread.merged?.sha : undefined
          const commit = sha === undefined ? undefined : await world.git(repository).readCommit(sha)
          return commit ? objects.commit(repository, commit) : null
        },
      }
    case 'renamed':
      return { subject }
    case 'head_ref_force_pushed':
      return { pullRequest: subject }
    case 'head_ref_deleted':
      return { pullRequest: subject, ...('head' in thread ? { headRefName: thread.head.ref } : {}) }
    case 'connected':
    case 'disconnected': {
      const other = findThread(repository, Number(detail))
      return { isCrossRepository: false, source: subject, ...(other ? { subject: () => objectOf(other) } : {}) }
    }
    case 'cross_referenced': {
      const source = findThread(repository, Number(detail))
      return {
        isCrossRepository: false,
        referencedAt: dateTime(event.at),
        willCloseTarget: source !== undefined && 'head' in source && willClose(repository, source, thread),
        target: subject,
        ...(source ? { source: () => objectOf(source) } : {}),
      }
    }
  }
}

/** Whether merging the pull request, while it is open, would close the thread. */
function willClose(repository: Repository, source: PullRequest, thread: Issue | PullRequest): boolean {
  return source.state === 'open' && closingIssues(repository, source).some(({ number }) => number === thread.number)
}

/** What closed an issue; null for whoever closed it by hand. */
async function closerOf(
  { objects, world }: QueryContext,
  repository: Repository,
  closer: Closer | undefined,
): Promise<SchemaObject | null> {
  if (closer?.kind === 'commit') {
    const commit = await world.git(repository).readCommit(closer.sha)
    return commit ? objects.commit(repository, commit) : null
  }
  const pullRequest = closer && repository.pullRequests.get(closer.number)
  return pullRequest ? objects.pullRequest(repository, pullRequest) : null
}

/** `ClosedEvent` as the enum has it: `CLOSED_EVENT`. */
function enumName(type: string): string {
  return type.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
