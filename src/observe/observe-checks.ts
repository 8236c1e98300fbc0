import { previewCheckName, releaseCheckName, type ReportedChecks } from '../model/check-run.js'
import { configPath } from '../model/config.js'
import type { MergeGroup } from '../model/merge-group.js'
import type { MergeMethod, MergeSettings } from '../model/merge-preview.js'
import type { OpenPullRequest, OpenPullRequests } from '../model/open-pull-request.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

/** The fields of a repository that tell of our checks; wants the fragments of {@link checkFragments} and their variables. */
export const checkFields = `
  openPullRequests: pullRequests(states: OPEN, first: 30, orderBy: { field: UPDATED_AT, direction: DESC }) {
    ...openPullRequests
  }
  squashMergeAllowed mergeCommitAllowed rebaseMergeAllowed
  squashMergeCommitTitle squashMergeCommitMessage mergeCommitTitle mergeCommitMessage
  mergeQueue {
    configuration { mergeMethod }
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
      number headRefOid headRefName isCrossRepository baseRefName title lastEditedAt mergeable
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
    readonly headRefName: string
    readonly isCrossRepository: boolean
    readonly baseRefName: string
    readonly title: string
    readonly lastEditedAt: string | null
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
  readonly squashMergeAllowed: boolean
  readonly mergeCommitAllowed: boolean
  readonly rebaseMergeAllowed: boolean
  readonly squashMergeCommitTitle: 'PR_TITLE' | 'COMMIT_OR_PR_TITLE'
  readonly squashMergeCommitMessage: string
  readonly mergeCommitTitle: string
  readonly mergeCommitMessage: string
  readonly mergeQueue: {
    readonly configuration: { readonly mergeMethod: 'MERGE' | 'REBASE' | 'SQUASH' | null } | null
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

/** Further pages of open pull requests, up to the first on which every one has what is looked for. */
export async function observeOpenPullRequests(
  octokit: Octokit,
  { repo, appId, configOid, defaultBranch }: Pick<Snapshot, 'repo' | 'appId' | 'configOid' | 'defaultBranch'>,
  { after, preview }: Extract<Look, { kind: 'open-pull-requests' }>,
): Promise<OpenPullRequest[]> {
  const list: OpenPullRequest[] = []
  const hasAll = ({ base, checks: { runs } }: OpenPullRequest): boolean =>
    runs.some(({ name }) => name === releaseCheckName) &&
    (preview === undefined ||
      base !== defaultBranch?.name ||
      runs.some(({ name, key }) => name === previewCheckName && key.startsWith(preview)))
  for (let cursor: string | undefined = after; cursor !== undefined;) {
    const answer: { repository: Pick<ChecksAnswer, 'openPullRequests'> } = await octokit.graphql(moreQuery, {
      owner: repo.owner,
      name: repo.name,
      after: cursor,
      app: appId,
      configPath,
    })
    const page = toOpenPullRequests(answer.repository.openPullRequests, configOid)
    list.push(...page.list)
    cursor = page.list.every(hasAll) ? undefined : page.more
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
      ...(node.isCrossRepository ? {} : { branch: node.headRefName }),
      base: node.baseRefName,
      title: node.title,
      editedAt: node.lastEditedAt ?? undefined,
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

/** A merge queue merges in its own way, whatever else the repository allows. */
export function toMergeSettings(node: ChecksAnswer): MergeSettings {
  const allowed: [MergeMethod, boolean][] = [
    ['squash', node.squashMergeAllowed],
    ['merge', node.mergeCommitAllowed],
    ['rebase', node.rebaseMergeAllowed],
  ]
  const queued = node.mergeQueue?.configuration?.mergeMethod?.toLowerCase()
  return {
    methods: allowed.flatMap(([method, is]) => ((queued === undefined ? is : method === queued) ? [method] : [])),
    singleCommitSpeaks: node.squashMergeCommitTitle === 'COMMIT_OR_PR_TITLE',
    texts: [
      node.squashMergeCommitTitle,
      node.squashMergeCommitMessage,
      node.mergeCommitTitle,
      node.mergeCommitMessage,
    ].join(),
  }
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
