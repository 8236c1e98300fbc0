import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import {
  eventFragment,
  issueFragment,
  nearFields,
  pullRequestFragment,
  type IssueNode,
  type PullRequestNode,
} from './to-thread.js'

/** So many threads in one query. */
const page = 20

/** What was read, and what GitHub answered where it did not show some. */
export interface AnsweredThreads<Node> {
  readonly nodes: readonly Node[]
  readonly unread?: string
}

/** Of so few pull requests the first issues that they close are read with them: one query for a merge that fixes an issue. */
const few = 3

/** Pull requests, by number: one GraphQL query for each twenty. What is gone is left out; what GitHub does not show is, too, and said. */
export function askForPullRequests(
  octokit: Octokit,
  repo: RepoRef,
  numbers: readonly number[],
): Promise<AnsweredThreads<PullRequestNode>> {
  const isFew = numbers.length <= few
  const fragment = isFew ? `${pullRequestFragment} ${issueFragment}` : pullRequestFragment
  return askForAll(octokit, repo, { numbers, field: 'pullRequest', fragment, ...(isFew ? { beside: nearFields } : {}) })
}

/** Issues, as {@link askForPullRequests} reads pull requests. */
export function askForIssues(
  octokit: Octokit,
  repo: RepoRef,
  numbers: readonly number[],
): Promise<AnsweredThreads<IssueNode>> {
  return askForAll(octokit, repo, { numbers, field: 'issue', fragment: issueFragment })
}

interface Asked {
  readonly numbers: readonly number[]
  /** Of a repository; the fragment has its name. */
  readonly field: 'pullRequest' | 'issue'
  readonly fragment: string
  /** Further fields. */
  readonly beside?: string
}

async function askForAll<Node>(octokit: Octokit, repo: RepoRef, asked: Asked): Promise<AnsweredThreads<Node>> {
  const nodes: Node[] = []
  let unread: string | undefined
  for (let start = 0; start < asked.numbers.length; start += page) {
    const some = { ...asked, numbers: asked.numbers.slice(start, start + page) }
    const answer = await askForPage<Node>(octokit, repo, some)
    nodes.push(...answer.nodes)
    unread ??= answer.unread
  }
  return { nodes, ...(unread === undefined ? {} : { unread }) }
}

type NodesByName<Node> = Readonly<Record<string, Node | null>>

async function askForPage<Node>(
  octokit: Octokit,
  { owner, name }: RepoRef,
  { numbers, field, fragment, beside = '' }: Asked,
): Promise<AnsweredThreads<Node>> {
  const fields = numbers.map((number) => `number${number}: ${field}(number: ${number}) { ...${field} ${beside} }`)
  const query = `
    query ($owner: String!, $name: String!) {
      repository(owner: $owner, name: $name) { ${fields.join('\n')} }
    }
    ${fragment} ${eventFragment}`
  try {
    const answer = await octokit.graphql<{ repository: NodesByName<Node> }>(query, { owner, name })
    return { nodes: nodesWithout(answer.repository, []) }
  } catch (error) {
    // A query that is too heavy for a large repository ends so.
    if (error instanceof RequestError && error.status >= 500) return { nodes: [], unread: error.message }
    if (!(error instanceof GraphqlResponseError) || error.errors === undefined) throw error
    const data = error.data as { repository: NodesByName<Node> | null } | null
    if (!data?.repository) throw error
    // What mentions a thread may be anywhere, and not for us to see: the thread is.
    const errors = error.errors.filter(
      ({ path }) => !['mentions', 'near'].includes(String((path as unknown[] | undefined)?.[2])),
    )
    const broken = errors.map(({ path }) => String((path as unknown[] | undefined)?.[1] ?? ''))
    // What was deleted or moved away is gone, and nothing is to be said in it.
    const real = errors.find(({ type }) => type !== 'NOT_FOUND')
    return { nodes: nodesWithout(data.repository, broken), ...(real === undefined ? {} : { unread: real.message }) }
  }
}

function nodesWithout<Node>(all: NodesByName<Node>, names: readonly string[]): Node[] {
  return Object.entries(all).flatMap(([name, node]) => (node === null || names.includes(name) ? [] : [node]))
}
