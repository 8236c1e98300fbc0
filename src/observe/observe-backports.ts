import { isClaimed, readClaims, type LineMerge } from '../model/backport.js'
import type { MergedPullRequest } from '../model/change.js'
import type { Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import {
  commitsFields,
  lineMergeFields,
  toLineMerge,
  withMessages,
  type CommitsAnswer,
  type LineMergeNode,
  type ReadLineMerge,
} from './line-merges.js'

/** So many pull requests in one query. */
const page = 20

/** Of a pull request; gives a {@link MentionsAnswer}. A mention by whoever is only where to look: what it leads to says whether it was merged, and where. */
export const mentionFields = `
  mentions: timelineItems(last: 20, itemTypes: [CROSS_REFERENCED_EVENT]) {
    nodes { ... on CrossReferencedEvent { source { __typename ... on PullRequest { ${lineMergeFields} } } } }
  }`

/** What {@link mentionFields} give. */
export interface MentionsAnswer {
  readonly mentions: {
    readonly nodes: readonly ({ readonly source?: { readonly __typename: string } & Partial<LineMergeNode> } | null)[]
  }
}

/** A pull request of the default branch, and what was merged into other branches and mentions it. */
export interface Mentioned {
  readonly original: MergedPullRequest
  readonly by: readonly ReadLineMerge[]
}

/** What mentions a pull request and was merged into another branch of this repository, the oldest first. */
export function toMentions(
  { mentions }: MentionsAnswer,
  here: { readonly repositoryId: string; readonly branch: string },
): ReadLineMerge[] {
  return mentions.nodes
    .flatMap((node) => (node?.source?.__typename === 'PullRequest' ? [node.source as LineMergeNode] : []))
    .flatMap((source) => toLineMerge(source, here) ?? [])
    .toSorted((a, b) => a.merge.number - b.merge.number)
}

/** By number, the backports of merged pull requests; one GraphQL query for each twenty, and for each twenty of what must be read further. */
export async function observeBackports(
  octokit: Octokit,
  snapshot: Snapshot,
  originals: readonly MergedPullRequest[],
): Promise<Record<number, readonly LineMerge[]>> {
  const here = { repositoryId: snapshot.repositoryId, branch: snapshot.defaultBranch?.name ?? '' }
  const numbers = originals.map(({ number }) => number)
  const answers = await askEach<MentionsAnswer>(octokit, snapshot.repo, numbers, mentionFields)
  const mentioned = originals.map((original): Mentioned => {
    const answer = answers.get(original.number)
    return { original, by: answer ? toMentions(answer, here) : [] }
  })
  return claimedAmong(octokit, snapshot, mentioned)
}

/** By number, those that say that they bring it there. Where neither title nor description nor the merge says so, the commits are read: they may. */
export async function claimedAmong(
  octokit: Octokit,
  { repo }: Pick<Snapshot, 'repo'>,
  mentioned: readonly Mentioned[],
): Promise<Record<number, readonly LineMerge[]>> {
  const doubtful = mentioned.flatMap(({ original, by }) => by.filter((one) => !isBackport(one, original)))
  const numbers = new Set(doubtful.map(({ merge }) => merge.number))
  const answers = await askEach<CommitsAnswer>(octokit, repo, [...numbers], commitsFields)
  const whole = (one: ReadLineMerge): ReadLineMerge => {
    const answer = answers.get(one.merge.number)
    return answer ? withMessages(one, answer) : one
  }
  return Object.fromEntries(
    mentioned.map(({ original, by }) => [
      original.number,
      by.filter((one) => isBackport(whole(one), original)).map(({ merge }) => merge),
    ]),
  )
}

function isBackport({ texts }: ReadLineMerge, original: MergedPullRequest): boolean {
  return isClaimed(readClaims(texts), original)
}

async function askEach<Answer>(
  octokit: Octokit,
  { owner, name }: Snapshot['repo'],
  numbers: readonly number[],
  wanted: string,
): Promise<ReadonlyMap<number, Answer>> {
  const found = new Map<number, Answer>()
  for (let start = 0; start < numbers.length; start += page) {
    const some = numbers.slice(start, start + page)
    const fields = some.map((number) => `number${number}: pullRequest(number: ${number}) { ${wanted} }`)
    const { repository } = await octokit.graphql<{ repository: Record<string, Answer | null> }>(
      `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join('\n')} } }`,
      { owner, name },
    )
    for (const number of some) {
      const answer = repository[`number${number}`]
      if (answer) found.set(number, answer)
    }
  }
  return found
}
