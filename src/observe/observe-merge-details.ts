import type { Commit } from '../model/commit.js'
import type { MergeDetails, MergeMethod } from '../model/merge-preview.js'
import { printRepoRef, type RepoRef } from '../model/repo-ref.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { toPerson, type Actor } from './observe-rewordings.js'

/** So many with one query: GitHub gives up on one that it works at for too long. */
const atOnce = 10

/** GitHub lists no more commits of a pull request. */
const mostCommits = 250

const commitFields = `
  nodes { commit { oid message committedDate parents(first: 2) { nodes { oid } } } }
  pageInfo { hasNextPage endCursor }`

/** The texts are those that GitHub would write for this app; it does so by the settings of the repository. */
const texts: Record<Exclude<MergeMethod, 'rebase'>, string> = {
  squash: 'squashTitle: viewerMergeHeadlineText(mergeType: SQUASH) squashBody: viewerMergeBodyText(mergeType: SQUASH)',
  merge: 'mergeTitle: viewerMergeHeadlineText(mergeType: MERGE) mergeBody: viewerMergeBodyText(mergeType: MERGE)',
}

interface CommitsNode {
  readonly totalCount: number
  readonly nodes?: readonly {
    readonly commit: {
      readonly oid: string
      readonly message: string
      readonly committedDate: string
      readonly parents: { readonly nodes: readonly { readonly oid: string }[] }
    }
  }[]
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

interface DetailsNode {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly baseRefName: string
  readonly headRefOid: string
  readonly lastEditedAt: string | null
  readonly author: Actor
  readonly editor: Actor
  readonly squashTitle?: string
  readonly squashBody?: string
  readonly mergeTitle?: string
  readonly mergeBody?: string
  readonly commits: CommitsNode
  readonly closingIssuesReferences: {
    readonly totalCount: number
    /** Null for one that this app may not read. */
    readonly nodes: readonly ({
      readonly number: number
      readonly title: string
      readonly url: string
      readonly repository: { readonly nameWithOwner: string }
    } | null)[]
  } | null
}

/** What merging these pull requests would write, by their numbers. */
export async function observeMergeDetails(
  octokit: Octokit,
  { repo, mergeSettings }: Pick<Snapshot, 'repo' | 'mergeSettings'>,
  { pullRequests }: Extract<Look, { kind: 'merge-details' }>,
): Promise<Record<number, MergeDetails>> {
  const methods = mergeSettings?.methods ?? []
  const found: Record<number, MergeDetails> = {}
  for (let at = 0; at < pullRequests.length; at += atOnce) {
    const query = detailsQuery(pullRequests.slice(at, at + atOnce), methods)
    const { repository } = await octokit.graphql<{ repository: Record<string, DetailsNode | null> }>(query, {
      owner: repo.owner,
      name: repo.name,
    })
    for (const node of Object.values(repository)) {
      if (node !== null) found[node.number] = toDetails(repo, node, await allCommits(octokit, repo, node))
    }
  }
  return found
}

function detailsQuery(numbers: readonly number[], methods: readonly MergeMethod[]): string {
  const needsCommits = methods.some((method) => method !== 'squash')
  return `
    query ($owner: String!, $name: String!) {
      repository(owner: $owner, name: $name) {
        ${numbers.map((number) => `number${number}: pullRequest(number: ${number}) { ...details }`).join('\n')}
      }
    }
    fragment details on PullRequest {
      number title body baseRefName headRefOid lastEditedAt
      author { __typename login }
      editor { __typename login }
      ${methods.flatMap((method) => (method === 'rebase' ? [] : texts[method])).join('\n')}
      commits(first: ${needsCommits ? 100 : 1}) { totalCount ${needsCommits ? commitFields : ''} }
      closingIssuesReferences(first: 20) { totalCount nodes { number title url repository { nameWithOwner } } }
    }`
}

const commitsQuery = `
  query ($owner: String!, $name: String!, $number: Int!, $after: String!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) { commits(first: 100, after: $after) { totalCount ${commitFields} } }
    }
  }`

async function allCommits(octokit: Octokit, repo: RepoRef, { number, commits }: DetailsNode): Promise<Commit[]> {
  const found: Commit[] = []
  for (let page: CommitsNode | undefined = commits; page !== undefined;) {
    found.push(...(page.nodes ?? []).map(toCommit))
    const after: string | null | undefined = page.pageInfo?.hasNextPage === true ? page.pageInfo.endCursor : undefined
    if (after == null || found.length >= mostCommits) break
    const answer: { repository: { pullRequest: { commits: CommitsNode } | null } } = await octokit.graphql(
      commitsQuery,
      { owner: repo.owner, name: repo.name, number, after },
    )
    page = answer.repository.pullRequest?.commits
  }
  return found
}

function toCommit({ commit }: NonNullable<CommitsNode['nodes']>[number]): Commit {
  const { oid, message, committedDate, parents } = commit
  return { sha: oid, message, committedAt: committedDate, parents: parents.nodes.map((parent) => parent.oid) }
}

function toDetails(repo: RepoRef, node: DetailsNode, commits: readonly Commit[]): MergeDetails {
  const { closingIssuesReferences: closes } = node
  const here = printRepoRef(repo).toLowerCase()
  return {
    state: {
      number: node.number,
      head: node.headRefOid,
      base: node.baseRefName,
      title: node.title,
      editedAt: node.lastEditedAt ?? undefined,
    },
    body: node.body,
    author: toPerson(node.author),
    editor: node.lastEditedAt === null ? undefined : toPerson(node.editor),
    messages: {
      ...(node.squashTitle === undefined ? {} : { squash: messageOf(node.squashTitle, node.squashBody) }),
      ...(node.mergeTitle === undefined ? {} : { merge: messageOf(node.mergeTitle, node.mergeBody) }),
    },
    commits,
    commitCount: node.commits.totalCount,
    issues: (closes?.nodes ?? []).flatMap((issue) => {
      if (issue === null) return []
      const { number, title, url, repository } = issue
      const isHere = repository.nameWithOwner.toLowerCase() === here
      return [
        { number, url, title: isHere ? title : undefined, elsewhere: isHere ? undefined : repository.nameWithOwner },
      ]
    }),
    issueCount: closes?.totalCount ?? 0,
  }
}

function messageOf(title: string, body: string | undefined): string {
  return body === undefined || body === '' ? title : `${title}\n\n${body}`
}
