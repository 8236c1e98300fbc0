import type { GraphQLResolveInfo } from 'graphql'
import { findLabel } from '../../world/labels.js'
import { nodeIdOf } from '../../world/ids.js'
import type { Comment, Issue, PullRequest, Repository, ThreadEvent } from '../../world/entities.js'
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
  { kind, detail }: ThreadEvent,
): Record<string, unknown> {
  const { objects, world } = context
  const subject = () => ('head' in thread ? objects.pullRequest(repository, thread) : objects.issue(repository, thread))
  const stateReason = 'head' in thread ? null : (thread.stateReason?.toUpperCase() ?? null)
  switch (kind) {
    case 'closed':
      return { closable: subject, closer: () => closerOf(context, repository, thread), stateReason }
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
  }
}

/** The pull request that closed an issue by merging; null for whoever closed it by hand. */
function closerOf({ objects }: QueryContext, repository: Repository, thread: Issue | PullRequest): SchemaObject | null {
  const number = 'head' in thread ? undefined : thread.closer
  const closer = number === undefined ? undefined : repository.pullRequests.get(number)
  return closer ? objects.pullRequest(repository, closer) : null
}

/** `ClosedEvent` as the enum has it: `CLOSED_EVENT`. */
function enumName(type: string): string {
  return type.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
