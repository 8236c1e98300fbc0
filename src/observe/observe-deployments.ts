import { parsePurpose, type Deployment, type DeploymentState } from '../model/deployment.js'
import { deploymentsAtOnce, mayBeBehind, type DeploymentsRead } from '../model/deployments-read.js'
import { parseRecord, recordBranchPrefix, type SeenRecord } from '../model/environment-record.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { isBotNamed, type Actor } from './actor.js'
import type { Known } from './known.js'

const deploymentNodes = `
  nodes {
    databaseId commitOid createdAt environment latestEnvironment originalEnvironment payload
    commit { tree { oid } }
    creator { __typename login }
    latestStatus { state createdAt description logUrl environmentUrl }
  }`

const newestFirst = 'orderBy: { field: CREATED_AT, direction: DESC }'

/** The branches of records, by name: a hundred of them, of which one look at a repository wants no more than the first. */
function recordsFrom(after: string): string {
  return `records: refs(refPrefix: "refs/heads/${recordBranchPrefix}", first: 100${after}) {
    nodes { name target { oid ... on Commit { message } } }
    pageInfo { hasNextPage endCursor }
  }`
}

/** The newest deployments of a repository, where `$showsDeployments`; and what it keeps of its environments. */
export const deploymentFields = `
  deployments(first: ${deploymentsAtOnce}, ${newestFirst}) @include(if: $showsDeployments) { ${deploymentNodes} }
  ${recordsFrom('')}`

interface DeploymentNode {
  readonly databaseId: number | null
  readonly commitOid: string
  readonly createdAt: string
  readonly environment: string | null
  readonly latestEnvironment: string | null
  readonly originalEnvironment: string | null
  readonly payload: string | null
  readonly commit: { readonly tree: { readonly oid: string } } | null
  readonly creator: Actor
  readonly latestStatus: {
    readonly state: string
    readonly createdAt: string
    readonly description: string | null
    readonly logUrl: string | null
    readonly environmentUrl: string | null
  } | null
}

interface Deployments {
  readonly nodes: readonly (DeploymentNode | null)[] | null
}

/** What {@link deploymentFields} give; without deployments where GitHub does not show them. */
export interface DeploymentsAnswer {
  readonly deployments?: Deployments | null
  readonly records: RecordsPage
}

interface RecordsPage {
  readonly nodes: readonly {
    readonly name: string
    readonly target: { readonly oid: string; readonly message?: string } | null
  }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** The newest first; undefined where GitHub does not show them. */
export function toDeployments(
  deployments: Deployments | null | undefined,
  isSelf: (actor: Actor) => boolean,
): Deployment[] | undefined {
  const nodes = deployments?.nodes
  // One that is not shown could be the very one that runs.
  if (!nodes || nodes.includes(null)) return undefined
  return nodes.flatMap((node) => (node === null || node.databaseId === null ? [] : [toDeployment(node, isSelf)]))
}

function toDeployment(node: DeploymentNode, isSelf: (actor: Actor) => boolean): Deployment {
  const { latestStatus: status, latestEnvironment, originalEnvironment, environment } = node
  const isOurs = isSelf(node.creator)
  // Whoever says a status can say another environment with it; ours was asked for one, and let through for that one.
  const [first, second] = isOurs ? [originalEnvironment, latestEnvironment] : [latestEnvironment, originalEnvironment]
  return {
    id: node.databaseId ?? 0,
    environment: first ?? environment ?? second ?? '',
    sha: node.commitOid,
    tree: node.commit?.tree.oid,
    createdAt: node.createdAt,
    creator: node.creator?.login,
    isOurs,
    purpose: isOurs && node.payload !== null ? parsePurpose(node.payload) : undefined,
    status: {
      state: (status?.state.toLowerCase() ?? 'created') as DeploymentState,
      at: status?.createdAt ?? node.createdAt,
      description: status?.description ?? '',
      logUrl: status?.logUrl ?? undefined,
      environmentUrl: status?.environmentUrl ?? undefined,
    },
  }
}

const recordsQuery = `
  query ($owner: String!, $name: String!, $after: String) {
    repository(owner: $owner, name: $name) { ${recordsFrom(', after: $after')} }
  }`

/**
 * By the name of the environment, all of them: a lock that was not seen would hold nobody. A GraphQL query for each hundred behind the first, which
 * are there where as many pull requests have environments of their own.
 */
export async function observeAllRecords(
  octokit: Octokit,
  repo: RepoRef,
  { records: first }: DeploymentsAnswer,
): Promise<Record<string, SeenRecord>> {
  const nodes = [...first.nodes]
  let { hasNextPage, endCursor } = first.pageInfo
  while (hasNextPage && endCursor !== null) {
    const variables = { owner: repo.owner, name: repo.name, after: endCursor }
    const answer: { repository: Pick<DeploymentsAnswer, 'records'> } = await octokit.graphql(recordsQuery, variables)
    const { records } = answer.repository
    nodes.push(...records.nodes)
    ;({ hasNextPage, endCursor } = records.pageInfo)
  }
  return toRecords(nodes)
}

function toRecords(nodes: RecordsPage['nodes']): Record<string, SeenRecord> {
  return Object.fromEntries(
    nodes.flatMap(({ name, target }) =>
      target === null
        ? []
        : [[name.replace(recordBranchPrefix, ''), { oid: target.oid, record: parseRecord(target.message ?? '') }]],
    ),
  )
}

/** So many at once, of one environment. */
const perPage = 100

/** Whoever has more has them unread. */
const mostPages = 10

const deploymentsQuery = `
  query ($owner: String!, $name: String!, $environment: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      deployments(first: ${perPage}, after: $after, ${newestFirst}, environments: [$environment]) {
        ${deploymentNodes}
        pageInfo { hasNextPage endCursor }
      }
    }
  }`

interface DeploymentsPage extends Deployments {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

type Wanted = Omit<Extract<Look, { kind: 'deployments' }>, 'kind'>

/**
 * The newest deployments to one environment, back to the one that is looked for: a GraphQL query for each hundred, and none for what was read
 * before in this look. Of the newest thousand alone. What runs there is remembered, unless the look may act.
 */
export async function observeDeployments(
  octokit: Octokit,
  snapshot: Snapshot,
  wanted: Wanted,
  { deployments: known, unsettled = [] }: Pick<Known, 'deployments' | 'unsettled'>,
): Promise<DeploymentsRead> {
  const { environment, sought } = wanted
  const read = snapshot.deploymentsOf?.[environment]
  if (read === undefined && sought.kind === 'live' && snapshot.mayAct !== true) {
    const remembered = known.find(snapshot, environment)
    if (remembered !== undefined && !mayBeBehind(remembered, sought)) return remembered
  }
  const seen = await readDeployments(octokit, snapshot, wanted, read?.isRemembered === true ? undefined : read)
  if (unsettled !== 'all' && !unsettled.includes(environment)) known.keep(snapshot, environment, seen)
  return seen
}

/** Goes on behind what was read already. */
async function readDeployments(
  octokit: Octokit,
  { repo, login }: Pick<Snapshot, 'repo' | 'login'>,
  { environment, sought }: Wanted,
  already: DeploymentsRead | undefined,
): Promise<DeploymentsRead> {
  let read = already
  while (read === undefined || mayBeBehind(read, sought)) {
    const before = read?.list ?? []
    const answer: { repository: { deployments: DeploymentsPage } } = await octokit.graphql(deploymentsQuery, {
      owner: repo.owner,
      name: repo.name,
      environment,
      after: read?.more ?? null,
    })
    const { deployments } = answer.repository
    const list = [...before, ...(toDeployments(deployments, isBotNamed(login)) ?? [])]
    const isLast = !deployments.pageInfo.hasNextPage || list.length >= mostPages * perPage
    const more = isLast ? undefined : (deployments.pageInfo.endCursor ?? undefined)
    read = { list, more, backTo: more === undefined ? undefined : list.at(-1)?.createdAt }
  }
  return read
}
