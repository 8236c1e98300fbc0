import { GraphqlResponseError } from '@octokit/graphql'
import { isClaimed, readClaims, type Claims } from '../model/backport.js'
import { lineLabel, releasedLabel, type MergedPullRequest } from '../model/change.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { LineMergeThread } from '../model/thread.js'
import type { Octokit } from '../octokit.js'
import type { KnownLineMerges } from './known-line-merges.js'
import {
  commitsFields,
  lineMergeFields,
  toLineMerge,
  withMessages,
  type CommitsAnswer,
  type LineMergeNode,
} from './line-merges.js'
import { eventFragment, threadFields, toThread, type ThreadNode } from './to-thread.js'

/** So many at once. What is behind them is read when these are done. */
const most = 20

const fragment = `
  fragment lineMerge on PullRequest {
    ${threadFields}
    ${lineMergeFields}
    ${commitsFields}
    timelineItems(last: 20, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes { ...event } }
  }
  ${eventFragment}`

type Node = ThreadNode & LineMergeNode & CommitsAnswer

/**
 * Pull requests that were merged into another branch, by number, with what each is a backport of; null for one that is none, or in which all was said.
 * One GraphQL query for the threads, and one for what they claim; none for what is remembered to want nothing.
 */
export async function observeLineMerges(
  octokit: Octokit,
  { repo, repositoryId, defaultBranch, login }: Snapshot,
  { pullRequests }: Extract<Look, { kind: 'line-merges' }>,
  known: KnownLineMerges,
): Promise<Record<number, LineMergeThread | null>> {
  const here = { repositoryId, branch: defaultBranch?.name ?? '', login }
  const unknown = pullRequests.filter((touched) => !known.isDone(repo, touched)).slice(0, most)
  const read = await askFor<Node>(
    octokit,
    repo,
    unknown.map(({ number }) => `number${number}: pullRequest(number: ${number}) { ...lineMerge }`),
    fragment,
  )
  const merges = read.flatMap((node) => {
    const found = toLineMerge(node, here)
    if (found === undefined) return []
    return [{ merge: found.merge, claims: readClaims(withMessages(found, node).texts), thread: toThread(node, here) }]
  })
  const originals = await observeOriginals(
    octokit,
    repo,
    here,
    merges.map(({ claims }) => claims),
  )
  const threads = merges.map(({ thread, merge, claims }): LineMergeThread => {
    return { ...thread, merge, originals: originals.filter((original) => isClaimed(claims, original)) }
  })
  for (const touched of unknown) {
    const merge = merges.find((one) => one.merge.number === touched.number)
    if (merge === undefined) continue
    const { claims, thread } = merge
    const isBackport = threads.some(({ number, originals }) => number === touched.number && originals.length > 0)
    if (claims.pullRequests.length + claims.commits.length === 0 || isDone(thread)) known.note(repo, touched)
    else if (!isBackport) known.doubt(repo, touched)
  }
  const shown = threads.filter((thread) => thread.originals.length > 0 && !isDone(thread))
  return Object.fromEntries([
    ...pullRequests.map(({ number }) => [number, null] as const),
    ...shown.map((thread) => [thread.number, thread] as const),
  ])
}

/** Its end was told, or somebody wants none of it. */
function isDone({ labels, takenOff }: Pick<LineMergeThread, 'labels' | 'takenOff'>): boolean {
  if (labels.includes(lineLabel)) return false
  return labels.includes(releasedLabel) || takenOff.includes(lineLabel)
}

interface OriginalNode {
  readonly number?: number
  readonly mergedAt?: string | null
  readonly baseRefName?: string
  readonly mergeCommit?: { readonly oid: string } | null
  /** Of a commit. */
  readonly associatedPullRequests?: {
    readonly nodes: readonly (OriginalNode & { readonly baseRepository: { readonly id: string } | null })[]
  } | null
}

const originalFields = 'number mergedAt baseRefName mergeCommit { oid }'

/** What the claims speak of and was merged into the default branch of this repository. */
async function observeOriginals(
  octokit: Octokit,
  repo: Snapshot['repo'],
  here: { readonly repositoryId: string; readonly branch: string },
  claims: readonly Claims[],
): Promise<MergedPullRequest[]> {
  const numbers = new Set(claims.flatMap(({ pullRequests }) => pullRequests))
  const commits = new Set(claims.flatMap((one) => one.commits))
  const nodes = await askFor<OriginalNode>(octokit, repo, [
    ...[...numbers].map((number) => `number${number}: pullRequest(number: ${number}) { ${originalFields} }`),
    ...[...commits].map(
      (sha) => `commit${sha}: object(oid: "${sha}") {
        ... on Commit { associatedPullRequests(first: 5) { nodes { ${originalFields} baseRepository { id } } } }
      }`,
    ),
  ])
  const found = nodes.flatMap((node) => {
    if (node.associatedPullRequests === undefined) return [node]
    return (node.associatedPullRequests?.nodes ?? []).filter(
      ({ baseRepository }) => baseRepository?.id === here.repositoryId,
    )
  })
  const merged = found.flatMap(({ number, mergedAt, mergeCommit, baseRefName }) =>
    number === undefined || !mergedAt || !mergeCommit || baseRefName !== here.branch
      ? []
      : [{ number, mergedAt, mergeCommit: mergeCommit.oid }],
  )
  return [...new Map(merged.map((one) => [one.number, one])).values()].toSorted((a, b) => a.number - b.number)
}

/** Fields of the repository; what is not there is left out. No request where nothing is asked. */
async function askFor<T>(
  octokit: Octokit,
  { owner, name }: Snapshot['repo'],
  fields: readonly string[],
  fragments = '',
): Promise<T[]> {
  if (fields.length === 0) return []
  const query = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join('\n')} } } ${fragments}`
  const present = (all: Record<string, T | null>): T[] => Object.values(all).flatMap((one) => one ?? [])
  try {
    return present((await octokit.graphql<{ repository: Record<string, T | null> }>(query, { owner, name })).repository)
  } catch (error) {
    if (!(error instanceof GraphqlResponseError) || !error.errors?.every(({ type }) => type === 'NOT_FOUND'))
      throw error
    const { repository } = (error.data ?? {}) as { repository?: Record<string, T | null> | null }
    if (!repository) throw error
    return present(repository)
  }
}
