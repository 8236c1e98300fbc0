import type { LineMerge } from '../model/backport.js'
import { labelNamed } from '../model/change.js'
import type { Closer, IssueThread, PullRequestThread, Thread } from '../model/thread.js'
import { isBotNamed, type Actor } from './actor.js'
import { closingFields, toClosing, type ClosingAnswer } from './closing-pull-requests.js'
import { mentionFields, toMentions, type Mentioned, type MentionsAnswer } from './observe-backports.js'
import { commentFields, toComment, type CommentNode } from './observe-comments.js'

/** Of an issue or a pull request. */
export const threadFields = `
  id number locked
  labels(first: 100) { nodes { name } }
  comments(last: 100) { totalCount nodes { ${commentFields} } }`

export const eventFragment = `
  fragment event on Node {
    __typename
    ... on LabeledEvent { actor { __typename login } label { name } }
    ... on UnlabeledEvent { actor { __typename login } label { name } }
    ... on ReopenedEvent { actor { __typename login } }
    ... on ClosedEvent {
      actor { __typename login }
      closer { __typename ... on PullRequest { number repository { id } } ... on Commit { oid } }
    }
  }`

/** Gives an {@link IssueNode}; wants {@link eventFragment}. */
export const issueFragment = `
  fragment issue on Issue {
    ${threadFields}
    state stateReason(enableDuplicate: true)
    timelineItems(last: 30, itemTypes: [LABELED_EVENT, UNLABELED_EVENT, CLOSED_EVENT, REOPENED_EVENT]) { nodes { ...event } }
    ${closingFields}
  }`

/** Gives a {@link PullRequestNode}; wants {@link eventFragment}. */
export const pullRequestFragment = `
  fragment pullRequest on PullRequest {
    ${threadFields}
    mergedAt
    mergeCommit { oid }
    timelineItems(last: 20, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes { ...event } }
    closingIssuesReferences(first: 100) { nodes { number repository { id } } }
    ${mentionFields}
  }`

interface EventNode {
  readonly __typename: string
  readonly actor?: Actor
  readonly label?: { readonly name: string }
  readonly closer?: {
    readonly __typename: string
    readonly number?: number
    readonly repository?: { readonly id: string }
    readonly oid?: string
  } | null
}

/** What {@link threadFields} give, with the timeline. */
export interface ThreadNode {
  readonly id: string
  readonly number: number
  readonly locked: boolean
  readonly labels: { readonly nodes: readonly { readonly name: string }[] } | null
  readonly comments: { readonly totalCount: number; readonly nodes: readonly CommentNode[] }
  readonly timelineItems: { readonly nodes: readonly EventNode[] }
}

export interface IssueNode extends ThreadNode, ClosingAnswer {
  readonly state: 'OPEN' | 'CLOSED'
  readonly stateReason: string | null
}

/** The first issues that a pull request closes, whole; wants {@link issueFragment}. */
export const nearFields = 'near: closingIssuesReferences(first: 2) { nodes { repository { id } ...issue } }'

export interface PullRequestNode extends ThreadNode, MentionsAnswer {
  /** What {@link nearFields} give, where they were asked for; null is what nobody may see. */
  readonly near?: {
    readonly nodes: readonly ((IssueNode & { readonly repository: { readonly id: string } }) | null)[]
  } | null
  readonly mergedAt: string | null
  readonly mergeCommit: { readonly oid: string } | null
  readonly closingIssuesReferences: {
    readonly nodes: readonly { readonly number: number; readonly repository: { readonly id: string } }[]
  } | null
}

/** A merged pull request as it was read, with the numbers of the issues of this repository that it closes, and its backports. */
export type ReadPullRequest = Omit<PullRequestThread, 'closes'> & {
  readonly closes: readonly number[]
  readonly backports: readonly LineMerge[]
}

/** An issue as it was read, with the backports of what closes it, by pull request. */
export type ReadIssue = IssueThread & { readonly backports: Readonly<Record<number, readonly LineMerge[]>> }

/** Where the threads are, and who reads them. */
export interface Here {
  readonly repositoryId: string
  readonly branch: string
  /** `slug[bot]`. */
  readonly login: string
}

export function toThread(node: ThreadNode, { login }: Here): Thread {
  const isSelf = isBotNamed(login)
  const lastOf = new Map<string, EventNode>()
  for (const event of node.timelineItems.nodes)
    if (event.label !== undefined) lastOf.set(labelNamed(event.label.name), event)
  return {
    number: node.number,
    id: node.id,
    labels: (node.labels?.nodes ?? []).map(({ name }) => labelNamed(name)),
    isLocked: node.locked,
    comments: node.comments.nodes.map((comment) => ({ ...toComment(comment, isSelf), nodeId: comment.id })),
    isCut: node.comments.totalCount > node.comments.nodes.length,
    takenOff: [...lastOf].flatMap(([name, { __typename, actor }]) =>
      __typename === 'UnlabeledEvent' && !isSelf(actor ?? null) ? [name] : [],
    ),
  }
}

/** With what mentions it; undefined while it is not merged. */
export function toPullRequestThread(
  node: PullRequestNode,
  here: Here,
): { readonly thread: Omit<ReadPullRequest, 'backports'>; readonly mentioned: Mentioned } | undefined {
  const { number, mergedAt, mergeCommit, closingIssuesReferences: closing } = node
  if (mergedAt === null || mergeCommit === null) return undefined
  const thread = toThread(node, here)
  const merged = { number, mergedAt, mergeCommit: mergeCommit.oid, labels: thread.labels }
  const closes = (closing?.nodes ?? [])
    .filter(({ repository }) => repository.id === here.repositoryId)
    .map((issue) => issue.number)
  return { thread: { ...thread, merged, closes }, mentioned: { original: merged, by: toMentions(node, here) } }
}

export function toIssueThread(node: IssueNode, here: Here): IssueThread {
  const { state, stateReason, timelineItems } = node
  const changes = timelineItems.nodes.filter(({ __typename }) => ['ClosedEvent', 'ReopenedEvent'].includes(__typename))
  const last = changes.at(-1)
  return {
    ...toThread(node, here),
    state: state === 'OPEN' ? 'open' : 'closed',
    isDismissed: state === 'CLOSED' && stateReason !== null && stateReason !== 'COMPLETED',
    closedBy: state === 'CLOSED' ? closerOf(last, here) : undefined,
    reopenedByHand: last?.__typename === 'ReopenedEvent' && !isBotNamed(here.login)(last.actor ?? null),
    closers: toClosing(node, here),
  }
}

function closerOf(event: EventNode | undefined, { login, repositoryId }: Here): Closer | undefined {
  if (event?.__typename !== 'ClosedEvent') return undefined
  const { closer, actor } = event
  if (closer?.__typename === 'PullRequest' && closer.number !== undefined && closer.repository?.id === repositoryId)
    return { kind: 'pull-request', number: closer.number }
  if (closer?.__typename === 'Commit' && closer.oid !== undefined) return { kind: 'commit', sha: closer.oid }
  return isBotNamed(login)(actor ?? null) ? { kind: 'us' } : { kind: 'person' }
}
