import type { Look, Snapshot } from '../model/snapshot.js'
import type { ClosingChange } from '../model/talk.js'
import type { Octokit } from '../octokit.js'
import { closingFields, toClosing, type ClosingAnswer } from './closing-pull-requests.js'

type Answer = Record<string, ClosingAnswer & { readonly number: number }>

/** By issue, the pull requests into the default branch that close it, the oldest first; those that were closed unmerged left out. One GraphQL query. */
export async function observeClosers(
  octokit: Octokit,
  { repo, repositoryId, defaultBranch }: Snapshot,
  { issues }: Extract<Look, { kind: 'closers' }>,
): Promise<Record<number, readonly ClosingChange[]>> {
  const asked = issues.map((number) => `issue${number}: issue(number: ${number}) { number ${closingFields} }`)
  const { repository } = await octokit.graphql<{ repository: Answer }>(
    `query ($owner: String!, $name: String!) {
      repository(owner: $owner, name: $name) { ${asked.join('\n')} }
    }`,
    { owner: repo.owner, name: repo.name },
  )
  const into = { repositoryId, branch: defaultBranch?.name ?? '' }
  return Object.fromEntries(Object.values(repository).map((issue) => [issue.number, toClosing(issue, into)]))
}
