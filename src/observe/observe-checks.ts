import { releaseCheckName, type ReportedChecks } from '../model/check-run.js'
import { configPath } from '../model/config.js'
import type { MergeGroup } from '../model/merge-group.js'
import type { OpenPullRequest, OpenPullRequests } from '../model/open-pull-request.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** The fields of a repository that tell of our checks; wants the fragments of {@link checkFragments} and their variables. */
export const checkFields = `
  openPullRequests: pullRequests(states: OPEN, first: 30, orderBy: { field: UPDATED_AT, direction: DESC }) {
    ...openPullRequests
  }
  mergeQueue {
    entries(first: 10) {
      nodes { pullRequest { number } baseCommit { oid } headCommit { oid ...checks } }
    }
  }`

/**
 * Our check runs on a commit, where `$app` is our app's id; and what of a pull request bears on them. Whether it changes the configuration
 * (`$configPath`) is read from the merge that GitHub tries: its file against that of the base it was tried on, so that a
 * branch which is merely behind changes nothing.
 */
export const checkFragments = `
  fragment checks on Commit {
    checkSuites(first: 1, filterBy: { appId: $app }) {
      nodes {
        status
        checkRuns(first: 10, filterBy: { checkType: LATEST }) { nodes { databaseId name status externalId } }
      }
    }
  }
  fragment openPullRequests on PullRequestConnection {
    nodes {
      number headRefOid baseRefName mergeable
      commits(last: 1) { nodes { commit { ...checks config: file(path: $configPath) { oid } } } }
      potentialMergeCommit {
        config: file(path: $configPath) { oid }
        parents(first: 1) { nodes { config: file(path: $configPath) { oid } } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }`

/** What the fragment `checks` gives. */
export interface ChecksNode {
  readonly checkSuites: {
    readonly nodes: readonly {
      readonly status: string
      readonly checkRuns: {
        readonly nodes: readonly { databaseId: number; name: string; status: string; externalId: string | null }[]
      }
    }[]
  } | null
}

type FileOid = { readonly oid: string } | null

interface OpenPullRequestsNode {
  readonly nodes: readonly {
    readonly number: number
    readonly headRefOid: string
    readonly baseRefName: string
    readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN'
    readonly commits: { readonly nodes: readonly { readonly commit: ChecksNode & { readonly config: FileOid } }[] }
    readonly potentialMergeCommit: {
      readonly config: FileOid
      readonly parents: { readonly nodes: readonly { readonly config: FileOid }[] }
    } | null
  }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** What {@link checkFields} give. */
export interface ChecksAnswer {
  readonly openPullRequests: OpenPullRequestsNode
  readonly mergeQueue: {
    readonly entries: {
      readonly nodes: readonly {
        readonly pullRequest: { readonly number: number } | null
        readonly baseCommit: { readonly oid: string } | null
        readonly headCommit: ({ readonly oid: string } & ChecksNode) | null
      }[]
    }
  } | null
}

const moreQuery = `
  query ($owner: String!, $name: String!, $after: String!, $app: Int!, $configPath: String!) {
    repository(owner: $owner, name: $name) {
      openPullRequests: pullRequests(
        states: OPEN, first: 50, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }
      ) { ...openPullRequests }
    }
  }
  ${checkFragments}`

/** Further pages of open pull requests, up to the first on which every one has the release check. */
export async function observeOpenPullRequests(
  octokit: Octokit,
  repo: RepoRef,
  { after, app, configOid }: { readonly after: string; readonly app: number; readonly configOid: string | undefined },
): Promise<OpenPullRequest[]> {
  const list: OpenPullRequest[] = []
  for (let cursor: string | undefined = after; cursor !== undefined;) {
    const answer: { repository: Pick<ChecksAnswer, 'openPullRequests'> } = await octokit.graphql(moreQuery, {
      owner: repo.owner,
      name: repo.name,
      after: cursor,
      app,
      configPath,
    })
    const page = toOpenPullRequests(answer.repository.openPullRequests, configOid)
    list.push(...page.list)
    const isDone = page.list.every(({ checks }) => checks.runs.some(({ name }) => name === releaseCheckName))
    cursor = isDone ? undefined : page.more
  }
  return list
}

/** `configOid` is the blob of the default branch's configuration. */
export function toOpenPullRequests(
  { nodes, pageInfo }: OpenPullRequestsNode,
  configOid: string | undefined,
): OpenPullRequests {
  return {
    list: nodes.map((node) => ({
      number: node.number,
      head: node.headRefOid,
      base: node.baseRefName,
      config: configOf(node, configOid),
      checks: toChecks(node.commits.nodes[0]?.commit),
    })),
    more: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
  }
}

function configOf(
  { commits, mergeable, potentialMergeCommit: merge }: OpenPullRequestsNode['nodes'][number],
  configOid: string | undefined,
): OpenPullRequest['config'] {
  const oid = commits.nodes[0]?.commit.config?.oid
  if (oid === undefined || oid === configOid) return 'unchanged'
  if (merge !== null) return merge.config?.oid === merge.parents.nodes[0]?.config?.oid ? 'unchanged' : 'changed'
  return mergeable === 'UNKNOWN' ? 'unknown' : 'changed'
}

export function toMergeGroups(queue: ChecksAnswer['mergeQueue']): MergeGroup[] {
  return (queue?.entries.nodes ?? []).flatMap(({ pullRequest, baseCommit, headCommit }) =>
    pullRequest === null || baseCommit === null || headCommit === null
      ? []
      : [
          {
            pullRequest: pullRequest.number,
            sha: headCommit.oid,
            base: baseCommit.oid,
            checks: toChecks(headCommit),
          },
        ],
  )
}

/** "Re-run" sets our suite back to queued and leaves its runs as they are. */
export function toChecks(commit: ChecksNode | null | undefined): ReportedChecks {
  const suite = commit?.checkSuites?.nodes[0]
  const runs = suite?.checkRuns.nodes ?? []
  return {
    runs: runs.map(({ databaseId, name, externalId }) => ({ id: databaseId, name, key: externalId ?? '' })),
    askedAgain: suite?.status === 'QUEUED' && runs.length > 0 && runs.every(({ status }) => status === 'COMPLETED'),
  }
}
