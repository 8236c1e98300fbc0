import { GraphqlResponseError } from '@octokit/graphql'
import type { RepoRef } from '../model/repo-ref.js'
import type { Look, PullRequestStateSeen } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

/** So many in one query. */
const page = 100

type Answer = Readonly<Record<string, { readonly state: 'OPEN' | 'CLOSED' | 'MERGED' } | null>>

/** Whether these pull requests are open: a GraphQL query for each hundred. `missing` where there is none of that number. */
export async function observePullRequestStates(
  octokit: Octokit,
  repo: RepoRef,
  { pullRequests }: Pick<Extract<Look, { kind: 'pull-request-states' }>, 'pullRequests'>,
): Promise<Record<number, PullRequestStateSeen>> {
  const seen: Record<number, PullRequestStateSeen> = {}
  for (let start = 0; start < pullRequests.length; start += page) {
    const numbers = pullRequests.slice(start, start + page)
    const answer = await ask(octokit, repo, numbers)
    for (const number of numbers) {
      const state = answer[`number${number}`]?.state.toLowerCase() as PullRequestStateSeen | undefined
      seen[number] = state ?? 'missing'
    }
  }
  return seen
}

async function ask(octokit: Octokit, { owner, name }: RepoRef, numbers: readonly number[]): Promise<Answer> {
  const fields = numbers.map((number) => `number${number}: pullRequest(number: ${number}) { state }`)
  const query = `
    query ($owner: String!, $name: String!) {
      repository(owner: $owner, name: $name) { ${fields.join('\n')} }
    }`
  try {
    return (await octokit.graphql<{ repository: Answer }>(query, { owner, name })).repository
  } catch (error) {
    // The others are there all the same.
    if (!(error instanceof GraphqlResponseError) || !error.errors?.every(({ type }) => type === 'NOT_FOUND'))
      throw error
    const data = error.data as { repository: Answer | null } | null
    if (!data?.repository) throw error
    return data.repository
  }
}
