import { labelNamed, type MergedPullRequest } from '../model/change.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { isBotNamed, type Actor } from './actor.js'

const mergedQuery = `
  query ($owner: String!, $name: String!, $branch: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      pullRequests(
        states: MERGED, baseRefName: $branch, first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }
      ) {
        nodes {
          number mergedAt updatedAt
          mergeCommit { oid }
          author { __typename login }
          labels(first: 100) { nodes { name } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`

interface MergedAnswer {
  readonly repository: {
    readonly pullRequests: {
      readonly nodes: readonly {
        readonly number: number
        readonly mergedAt: string | null
        readonly updatedAt: string
        readonly mergeCommit: { readonly oid: string } | null
        readonly author: Actor
        readonly labels: { readonly nodes: readonly { readonly name: string }[] } | null
      }[]
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    }
  }
}

/**
 * The pull requests that were merged into the default branch since a moment, one GraphQL query for each hundred: whatever was merged since then
 * was also changed since then, and the last changed come first. What this app opened is left out.
 */
export async function observeMerged(
  octokit: Octokit,
  { repo, defaultBranch, login }: Snapshot,
  { since }: Extract<Look, { kind: 'merged' }>,
): Promise<MergedPullRequest[]> {
  const isSelf = isBotNamed(login)
  const found: MergedPullRequest[] = []
  for (let after: string | undefined | null; after !== null;) {
    const answer: MergedAnswer = await octokit.graphql(mergedQuery, {
      owner: repo.owner,
      name: repo.name,
      branch: defaultBranch?.name ?? '',
      after,
    })
    const { nodes, pageInfo } = answer.repository.pullRequests
    for (const { number, mergedAt, mergeCommit, author, labels } of nodes) {
      if (mergedAt === null || mergeCommit === null || mergedAt < since || isSelf(author)) continue
      const names = labels?.nodes.map(({ name }) => labelNamed(name)) ?? []
      found.push({ number, mergedAt, mergeCommit: mergeCommit.oid, labels: names })
    }
    const isPast = (nodes.at(-1)?.updatedAt ?? '') < since
    after = pageInfo.hasNextPage && !isPast ? pageInfo.endCursor : null
  }
  return found
}
