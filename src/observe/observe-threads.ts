import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { labelNamed } from '../model/change.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Closer, IssueThread, PullRequestThread, Thread } from '../model/thread.js'
import type { Octokit } from '../octokit.js'
import { isBotNamed, type Actor } from './actor.js'
import { commentFields, toComment, type CommentNode } from './observe-comments.js'

/** So many threads in one query; a pull request brings the issues that it closes. */
const page = 20

const threadFields = `
  id number locked
  labels(first: 100) { nodes { name } }
  comments(last: 100) { totalCount nodes { ${commentFields} } }`

const issueFragments = `
  fragment issue on Issue {
    ${threadFields}
    state stateReason(enableDuplicate: true)
    timelineItems(last: 30, itemTypes: [LABELED_EVENT, UNLABELED_EVENT, CLOSED_EVENT, REOPENED_EVENT]) { nodes { ...event } }
    closedByPullRequestsReferences(first: 100, includeClosedPrs: true) {
      nodes { number state mergedAt baseRefName repository { id } mergeCommit { oid } }
    }
  }
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

const pullRequestFragment = `
  fragment pullRequest on PullRequest {
    ${threadFields}
    mergedAt
    mergeCommit { oid }
    timelineItems(last: 20, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes { ...event } }
    closingIssuesReferences(first: 10) { nodes { repository { id } ...issue } }
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

interface ThreadNode {
  readonly id: string
  readonly number: number
  readonly locked: boolean
  readonly labels: { readonly nodes: readonly { readonly name: string }[] } | null
  readonly comments: { readonly totalCount: number; readonly nodes: readonly CommentNode[] }
  readonly timelineItems: { readonly nodes: readonly EventNode[] }
}

interface IssueNode extends ThreadNode {
  readonly state: 'OPEN' | 'CLOSED'
  readonly stateReason: string | null
  readonly closedByPullRequestsReferences: {
    readonly nodes: readonly {
      readonly number: number
      readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
      readonly mergedAt: string | null
      readonly baseRefName: string
      readonly repository: { readonly id: string }
      readonly mergeCommit: { readonly oid: string } | null
    }[]
  } | null
}

interface PullRequestNode extends ThreadNode {
  readonly mergedAt: string | null
  readonly mergeCommit: { readonly oid: string } | null
  readonly closingIssuesReferences: {
    readonly nodes: readonly (IssueNode & { readonly repository: { readonly id: string } })[]
  } | null
}

/** Threads, by number. */
export interface SeenThreads {
  readonly pullRequests: Readonly<Record<number, PullRequestThread>>
  readonly issues: Readonly<Record<number, IssueThread>>
  /** What GitHub answered where it did not show some of them. */
  readonly unread?: string
}

/**
 * Merged pull requests with the issues that they close, and issues; one GraphQL query for each twenty. What is gone is left out. What GitHub does
 * not show is, too, and said: no release waits for what is told about it.
 */
export async function observeThreads(
  octokit: Octokit,
  snapshot: Snapshot,
  wanted: Extract<Look, { kind: 'threads' }>,
): Promise<SeenThreads> {
  const here: Here = {
    repositoryId: snapshot.repositoryId,
    branch: snapshot.defaultBranch?.name ?? '',
    isSelf: isBotNamed(snapshot.login),
  }
  const pullRequests: Record<number, PullRequestThread> = {}
  const issues: Record<number, IssueThread> = {}
  const unread: string[] = []
  const asked = [
    ...wanted.pullRequests.map((number) => `pr${number}: pullRequest(number: ${number}) { ...pullRequest }`),
    ...wanted.issues.map((number) => `issue${number}: issue(number: ${number}) { ...issue }`),
  ]
  for (let start = 0; start < asked.length; start += page) {
    const answer = await ask(octokit, snapshot, asked.slice(start, start + page))
    if (answer.unread !== undefined) unread.push(answer.unread)
    for (const [name, node] of Object.entries(answer.threads)) {
      if (name.startsWith('issue')) issues[node.number] = toIssueThread(node as IssueNode, here)
      else {
        const thread = toPullRequestThread(node as PullRequestNode, here)
        if (thread !== undefined) pullRequests[node.number] = thread
      }
    }
  }
  return { pullRequests, issues, ...(unread[0] === undefined ? {} : { unread: unread[0] }) }
}

type Node = PullRequestNode | IssueNode

interface Answer {
  readonly threads: Readonly<Record<string, Node>>
  readonly unread?: string
}

async function ask(octokit: Octokit, { repo }: Snapshot, asked: readonly string[]): Promise<Answer> {
  const query = `
    query ($owner: String!, $name: String!) {
      repository(owner: $owner, name: $name) { ${asked.join('\n')} }
    }
    ${issueFragments}
    ${asked.some((field) => field.startsWith('pr')) ? pullRequestFragment : ''}`
  try {
    const answer = await octokit.graphql<{ repository: Record<string, Node | null> }>(query, {
      owner: repo.owner,
      name: repo.name,
    })
    return { threads: withoutThose(answer.repository, []) }
  } catch (error) {
    // A query that is too heavy for a large repository ends so.
    if (error instanceof RequestError && error.status >= 500) return { threads: {}, unread: error.message }
    if (!(error instanceof GraphqlResponseError) || error.errors === undefined) throw error
    const data = error.data as { repository: Record<string, Node | null> | null } | null
    if (!data?.repository) throw error
    const broken = error.errors.map(({ path }) => String((path as unknown[] | undefined)?.[1] ?? ''))
    const threads = withoutThose(data.repository, broken)
    // What was deleted or moved away is gone, and nothing is to be said in it.
    const real = error.errors.find(({ type }) => type !== 'NOT_FOUND')
    return { threads, ...(real === undefined ? {} : { unread: real.message }) }
  }
}

function withoutThose(all: Readonly<Record<string, Node | null>>, names: readonly string[]): Record<string, Node> {
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, node]) => (node === null || names.includes(name) ? [] : [[name, node]])),
  )
}

interface Here {
  readonly repositoryId: string
  readonly branch: string
  readonly isSelf: (actor: Actor) => boolean
}

function toThread(node: ThreadNode, { isSelf }: Here): Thread {
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

function toPullRequestThread(node: PullRequestNode, here: Here): PullRequestThread | undefined {
  const { number, mergedAt, mergeCommit, closingIssuesReferences: closing } = node
  if (mergedAt === null || mergeCommit === null) return undefined
  const thread = toThread(node, here)
  return {
    ...thread,
    merged: { number, mergedAt, mergeCommit: mergeCommit.oid, labels: thread.labels },
    closes: (closing?.nodes ?? [])
      .filter(({ repository }) => repository.id === here.repositoryId)
      .map((issue) => toIssueThread(issue, here)),
  }
}

function toIssueThread(node: IssueNode, here: Here): IssueThread {
  const { state, stateReason, timelineItems, closedByPullRequestsReferences: closing } = node
  const changes = timelineItems.nodes.filter(({ __typename }) => ['ClosedEvent', 'ReopenedEvent'].includes(__typename))
  const last = changes.at(-1)
  return {
    ...toThread(node, here),
    state: state === 'OPEN' ? 'open' : 'closed',
    isDismissed: state === 'CLOSED' && stateReason !== null && stateReason !== 'COMPLETED',
    closedBy: state === 'CLOSED' ? closerOf(last, here) : undefined,
    reopenedByHand: last?.__typename === 'ReopenedEvent' && !here.isSelf(last.actor ?? null),
    closers: (closing?.nodes ?? []).flatMap((closer) =>
      closer.state === 'CLOSED' || closer.baseRefName !== here.branch || closer.repository.id !== here.repositoryId
        ? []
        : [{ number: closer.number, mergeCommit: closer.mergeCommit?.oid, mergedAt: closer.mergedAt ?? undefined }],
    ),
  }
}

function closerOf(event: EventNode | undefined, { isSelf, repositoryId }: Here): Closer | undefined {
  if (event?.__typename !== 'ClosedEvent') return undefined
  const { closer, actor } = event
  if (closer?.__typename === 'PullRequest' && closer.number !== undefined && closer.repository?.id === repositoryId)
    return { kind: 'pull-request', number: closer.number }
  if (closer?.__typename === 'Commit' && closer.oid !== undefined) return { kind: 'commit', sha: closer.oid }
  return isSelf(actor ?? null) ? { kind: 'us' } : { kind: 'person' }
}
