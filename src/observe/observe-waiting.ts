import type { LineMerge } from '../model/backport.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Touched } from '../model/talk.js'
import type { Waiting, WaitingPullRequest } from '../model/thread.js'
import type { Octokit } from '../octokit.js'
import type { Actor } from './actor.js'
import { commentFields, toComment, type CommentNode } from './observe-comments.js'

const pullRequestFields = `
  nodes {
    number mergedAt
    mergeCommit { oid }
    baseRefName
    closingIssuesReferences(first: 100) { nodes { number state repository { id } } }
  }
  pageInfo { hasNextPage endCursor }`

const issueFields = `
  nodes { number state }
  pageInfo { hasNextPage endCursor }`

const elsewhereFields = `
  nodes { number mergedAt updatedAt baseRefName baseRef { target { oid } } mergeCommit { oid } }
  pageInfo { hasNextPage }`

const newest = 'orderBy: { field: UPDATED_AT, direction: DESC }'
const oldest = 'first: 3, orderBy: { field: CREATED_AT, direction: ASC }'

/** The fields of a repository that tell what waits, where `$waiting` are the labels of that; and which of our labels there are. */
export const waitingFields = `
  waitingLabel: label(name: $waitingLabel) { id }
  releasedLabel: label(name: $releasedLabel) { id }
  lineLabel: label(name: $lineLabel) { id }
  waitingPullRequests: pullRequests(labels: [$waitingLabel], states: MERGED, first: 50, ${newest}) { ${pullRequestFields} }
  waitingElsewhere: pullRequests(labels: [$lineLabel], states: MERGED, first: 50, ${newest}) { ${elsewhereFields} }
  waitingIssues: issues(labels: [$waitingLabel], first: 50, ${newest}) { ${issueFields} }
  oldestPullRequests: pullRequests(labels: [$waitingLabel], states: MERGED, ${oldest}) { nodes { ...witness } }
  oldestIssues: issues(labels: [$waitingLabel], ${oldest}) { nodes { ...issueWitness } }`

export const waitingFragments = `
  fragment witness on PullRequest { number locked comments(last: 30) { nodes { ${commentFields} } } }
  fragment issueWitness on Issue { number locked comments(last: 30) { nodes { ${commentFields} } } }`

interface PageInfo {
  readonly hasNextPage: boolean
  readonly endCursor: string | null
}

type State = 'OPEN' | 'CLOSED'

interface PullRequestsPage {
  readonly nodes: readonly {
    readonly number: number
    readonly mergedAt: string | null
    readonly mergeCommit: { readonly oid: string } | null
    readonly baseRefName: string
    readonly closingIssuesReferences: {
      readonly nodes: readonly { readonly number: number; readonly state: State; readonly repository: { id: string } }[]
    } | null
  }[]
  readonly pageInfo: PageInfo
}

interface ElsewherePage {
  readonly nodes: readonly {
    readonly number: number
    readonly mergedAt: string | null
    readonly updatedAt: string
    readonly baseRefName: string
    readonly baseRef: { readonly target: { readonly oid: string } | null } | null
    readonly mergeCommit: { readonly oid: string } | null
  }[]
  readonly pageInfo: { readonly hasNextPage: boolean }
}

interface IssuesPage {
  readonly nodes: readonly { readonly number: number; readonly state: State }[]
  readonly pageInfo: PageInfo
}

interface Witnesses {
  readonly nodes: readonly {
    readonly number: number
    readonly locked: boolean
    readonly comments: { readonly nodes: readonly CommentNode[] }
  }[]
}

/** What {@link waitingFields} give. */
export interface WaitingAnswer {
  readonly id: string
  readonly waitingLabel: { readonly id: string } | null
  readonly releasedLabel: { readonly id: string } | null
  readonly lineLabel: { readonly id: string } | null
  readonly waitingPullRequests: PullRequestsPage
  readonly waitingElsewhere: ElsewherePage
  readonly waitingIssues: IssuesPage
  readonly oldestPullRequests: Witnesses
  readonly oldestIssues: Witnesses
}

export function toWaiting(answer: WaitingAnswer, branch: string, isSelf: (author: Actor) => boolean): Waiting {
  const { waitingPullRequests, waitingElsewhere, waitingIssues, oldestPullRequests, oldestIssues } = answer
  return {
    pullRequests: toPullRequests(waitingPullRequests, { repositoryId: answer.id, branch }),
    elsewhere: { list: toElsewhere(waitingElsewhere, branch), isCut: waitingElsewhere.pageInfo.hasNextPage },
    issues: toIssues(waitingIssues),
    more: { pullRequests: after(waitingPullRequests), issues: after(waitingIssues) },
    witnesses: [...oldestPullRequests.nodes, ...oldestIssues.nodes].map(({ number, locked, comments }) => ({
      number,
      isLocked: locked,
      comments: comments.nodes.map((comment) => toComment(comment, isSelf)),
    })),
  }
}

const moreQuery = `
  query (
    $owner: String!, $name: String!, $waitingLabel: String!, $pullRequests: String, $issues: String
    $wantsPullRequests: Boolean!, $wantsIssues: Boolean!
  ) {
    repository(owner: $owner, name: $name) {
      waitingPullRequests: pullRequests(
        labels: [$waitingLabel], states: MERGED, first: 50, after: $pullRequests, ${newest}
      ) @include(if: $wantsPullRequests) { ${pullRequestFields} }
      waitingIssues: issues(labels: [$waitingLabel], first: 50, after: $issues, ${newest})
        @include(if: $wantsIssues) { ${issueFields} }
    }
  }`

/** All that waits: the pages behind the first, a query for each fifty. */
export async function observeWaiting(
  octokit: Octokit,
  { repo, repositoryId, defaultBranch, waiting }: Snapshot,
  { label }: Extract<Look, { kind: 'waiting' }>,
): Promise<Waiting> {
  const into = { repositoryId, branch: defaultBranch?.name ?? '' }
  const pullRequests = [...waiting.pullRequests]
  const issues = [...waiting.issues]
  let { more } = waiting
  while (more.pullRequests !== undefined || more.issues !== undefined) {
    const answer: { repository: Partial<Pick<WaitingAnswer, 'waitingPullRequests' | 'waitingIssues'>> } =
      await octokit.graphql(moreQuery, {
        owner: repo.owner,
        name: repo.name,
        waitingLabel: label,
        pullRequests: more.pullRequests ?? null,
        issues: more.issues ?? null,
        wantsPullRequests: more.pullRequests !== undefined,
        wantsIssues: more.issues !== undefined,
      })
    const { waitingPullRequests, waitingIssues } = answer.repository
    if (waitingPullRequests) pullRequests.push(...toPullRequests(waitingPullRequests, into))
    if (waitingIssues) issues.push(...toIssues(waitingIssues))
    more = {
      pullRequests: waitingPullRequests && after(waitingPullRequests),
      issues: waitingIssues && after(waitingIssues),
    }
  }
  return { ...waiting, pullRequests, issues, more }
}

function toPullRequests(
  { nodes }: PullRequestsPage,
  into: { readonly repositoryId: string; readonly branch: string },
): WaitingPullRequest[] {
  return nodes.flatMap(({ number, mergedAt, mergeCommit, baseRefName, closingIssuesReferences }) => {
    if (mergedAt === null || mergeCommit === null || baseRefName !== into.branch) return []
    const here = closingIssuesReferences?.nodes.filter(({ repository }) => repository.id === into.repositoryId) ?? []
    return [{ number, mergedAt, mergeCommit: mergeCommit.oid, closes: toIssues({ nodes: here }) }]
  })
}

function toElsewhere({ nodes }: ElsewherePage, branch: string): (LineMerge & Touched)[] {
  return nodes.flatMap(({ number, mergedAt, mergeCommit, updatedAt, baseRefName, baseRef }) => {
    if (mergedAt === null || mergeCommit === null || baseRefName === branch) return []
    const line = { name: baseRefName, head: baseRef?.target?.oid }
    return [{ number, mergedAt, mergeCommit: mergeCommit.oid, line, touchedAt: updatedAt }]
  })
}

function toIssues({ nodes }: Pick<IssuesPage, 'nodes'>): { number: number; state: 'open' | 'closed' }[] {
  return nodes.map(({ number, state }) => ({ number, state: state === 'OPEN' ? 'open' : 'closed' }))
}

function after({ pageInfo }: { readonly pageInfo: PageInfo }): string | undefined {
  return pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined
}
