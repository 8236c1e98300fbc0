import type { Look, Snapshot } from '../model/snapshot.js'
import type { Edge, MoreTalks, Subject, Talk, Talks } from '../model/talk.js'
import type { Octokit } from '../octokit.js'
import { isBotNamed, type Actor } from './actor.js'
import { talksAtOnce, type KnownTalks } from './known-talks.js'
import { commentFields, toComment, type CommentNode } from './observe-comments.js'

/** So many of either on each further page. */
const page = 25

/** Further pages, after long absence from a busy repository; what is behind them is asked again by whoever asked it. */
const mostPages = 10

const threadFields = `number locked updatedAt comments(last: 10) { nodes { ${commentFields} } }`
const order = 'orderBy: { field: UPDATED_AT, direction: DESC }'

const issueFields = `nodes { ...talkOfIssue } pageInfo { hasNextPage endCursor }`
const pullRequestFields = `nodes { ...talkOfPullRequest } pageInfo { hasNextPage endCursor }`

/** The fields of a repository that tell in which conversations something was said or done last; wants {@link talkFragments}. */
export const talkFields = `
  talkedIssues: issues(first: ${talksAtOnce}, ${order}) { ${issueFields} }
  talkedPullRequests: pullRequests(first: ${talksAtOnce}, ${order}) { ${pullRequestFields} }`

export const talkFragments = `
  fragment talkOfIssue on Issue { ${threadFields} issueState: state }
  fragment talkOfPullRequest on PullRequest {
    ${threadFields}
    state isDraft mergedAt baseRefName
    baseRef { target { oid } }
    mergeCommit { oid }
  }`

interface ThreadNode {
  readonly number: number
  readonly locked: boolean
  readonly updatedAt: string
  readonly comments: { readonly nodes: readonly CommentNode[] }
}

interface IssueNode extends ThreadNode {
  readonly issueState: 'OPEN' | 'CLOSED'
}

interface PullRequestNode extends ThreadNode {
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
  readonly isDraft: boolean
  readonly mergedAt: string | null
  readonly baseRefName: string
  readonly baseRef: { readonly target: { readonly oid: string } | null } | null
  readonly mergeCommit: { readonly oid: string } | null
}

interface Page<T> {
  readonly nodes: readonly T[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** What {@link talkFields} give. */
export interface TalksAnswer {
  readonly talkedIssues: Page<IssueNode>
  readonly talkedPullRequests: Page<PullRequestNode>
}

export function toTalks({ talkedIssues, talkedPullRequests }: TalksAnswer, isSelf: (author: Actor) => boolean): Talks {
  const list = [
    ...talkedIssues.nodes.map((node): Talk => ({ ...toTalk(node, isSelf), subject: issueOf(node) })),
    ...talkedPullRequests.nodes.map((node): Talk => ({ ...toTalk(node, isSelf), subject: pullRequestOf(node) })),
  ]
  return { list, more: unlessDone({ issues: edgeOf(talkedIssues), pullRequests: edgeOf(talkedPullRequests) }) }
}

const moreQuery = `
  query (
    $owner: String!, $name: String!, $issues: String, $pullRequests: String
    $wantsIssues: Boolean!, $wantsPullRequests: Boolean!
  ) {
    repository(owner: $owner, name: $name) {
      talkedIssues: issues(first: ${page}, after: $issues, ${order}) @include(if: $wantsIssues) { ${issueFields} }
      talkedPullRequests: pullRequests(first: ${page}, after: $pullRequests, ${order})
        @include(if: $wantsPullRequests) { ${pullRequestFields} }
    }
  }
  ${talkFragments}`

const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }

/**
 * The conversations behind the first ones that were touched since that moment, and since this process last read them: a GraphQL query for a page of
 * each kind, and no request where the first ones go back as far.
 */
export async function observeTalks(
  octokit: Octokit,
  { repo, talks, login }: Snapshot,
  { since }: Extract<Look, { kind: 'talks' }>,
  known: KnownTalks,
): Promise<Talks> {
  const isSelf = isBotNamed(login)
  const seenUntil = known.seenUntil(repo)
  const from = seenUntil !== undefined && seenUntil > since ? seenUntil : since
  const list = [...talks.list]
  let more = talks.more && touchedSince(talks.more, from)
  for (let pages = 0; more !== undefined && pages < mostPages; pages += 1) {
    const answer: { repository: Partial<TalksAnswer> } = await octokit.graphql(moreQuery, {
      owner: repo.owner,
      name: repo.name,
      issues: more.issues?.after ?? null,
      pullRequests: more.pullRequests?.after ?? null,
      wantsIssues: more.issues !== undefined,
      wantsPullRequests: more.pullRequests !== undefined,
    })
    const { talkedIssues = none, talkedPullRequests = none } = answer.repository
    const read = toTalks({ talkedIssues, talkedPullRequests }, isSelf)
    list.push(...read.list)
    more = read.more && touchedSince(read.more, from)
  }
  known.note(repo, list)
  // What was touched meanwhile moved to the front, and pushed another over the edge of a page.
  return { list: [...new Map(list.map((talk) => [talk.number, talk])).values()], more: undefined }
}

function touchedSince({ issues, pullRequests }: MoreTalks, since: string): MoreTalks | undefined {
  const ifNew = (edge: Edge | undefined): Edge | undefined => (edge && edge.touchedAt >= since ? edge : undefined)
  return unlessDone({ issues: ifNew(issues), pullRequests: ifNew(pullRequests) })
}

function unlessDone(more: MoreTalks): MoreTalks | undefined {
  return (more.issues ?? more.pullRequests) === undefined ? undefined : more
}

function edgeOf({ nodes, pageInfo }: Page<ThreadNode>): Edge | undefined {
  const last = nodes.at(-1)
  if (!pageInfo.hasNextPage || pageInfo.endCursor === null || last === undefined) return undefined
  return { after: pageInfo.endCursor, touchedAt: last.updatedAt }
}

function toTalk(node: ThreadNode, isSelf: (author: Actor) => boolean): Omit<Talk, 'subject'> {
  return {
    number: node.number,
    touchedAt: node.updatedAt,
    isLocked: node.locked,
    comments: node.comments.nodes.map((comment) => toComment(comment, isSelf)),
  }
}

function issueOf({ issueState }: IssueNode): Subject {
  return { kind: 'issue', state: issueState === 'OPEN' ? 'open' : 'closed' }
}

function pullRequestOf(node: PullRequestNode): Subject {
  const { number, state, isDraft, mergedAt, mergeCommit, baseRefName, baseRef } = node
  if (state === 'OPEN') return { kind: 'pull-request', state: 'open', isDraft }
  if (mergedAt === null || mergeCommit === null) return { kind: 'pull-request', state: 'closed' }
  const merged = { number, mergedAt, mergeCommit: mergeCommit.oid }
  const baseHead = baseRef?.target?.oid
  return { kind: 'pull-request', state: 'merged', base: baseRefName, ...(baseHead && { baseHead }), merged }
}
