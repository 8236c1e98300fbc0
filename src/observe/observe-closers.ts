import type { Look, Snapshot } from '../model/snapshot.js'
import type { ClosingChange } from '../model/talk.js'
import type { Octokit } from '../octokit.js'

const fields = `
  number
  closedByPullRequestsReferences(first: 20, includeClosedPrs: true) {
    nodes { number state mergedAt baseRefName repository { id } mergeCommit { oid } }
  }`

type Answer = Record<
  string,
  {
    readonly number: number
    readonly closedByPullRequestsReferences: {
      readonly nodes: readonly {
        readonly number: number
        readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
        readonly mergedAt: string | null
        readonly baseRefName: string
        readonly repository: { readonly id: string }
        readonly mergeCommit: { readonly oid: string } | null
      }[]
    } | null
  }
>

/** By issue, the pull requests into the default branch that close it, the oldest first; those that were closed unmerged left out. One GraphQL query. */
export async function observeClosers(
  octokit: Octokit,
  { repo, repositoryId, defaultBranch }: Snapshot,
  { issues }: Extract<Look, { kind: 'closers' }>,
): Promise<Record<number, readonly ClosingChange[]>> {
  const asked = issues.map((number) => `issue${number}: issue(number: ${number}) { ${fields} }`)
  const { repository } = await octokit.graphql<{ repository: Answer }>(
    `query ($owner: String!, $name: String!) {
      repository(owner: $owner, name: $name) { ${asked.join('\n')} }
    }`,
    { owner: repo.owner, name: repo.name },
  )
  return Object.fromEntries(
    Object.values(repository).map(({ number, closedByPullRequestsReferences: closing }) => [
      number,
      (closing?.nodes ?? [])
        .filter(({ repository: { id }, baseRefName }) => id === repositoryId && baseRefName === defaultBranch?.name)
        .flatMap((node): ClosingChange[] => {
          if (node.state === 'OPEN') return [{ number: node.number, merged: undefined }]
          const { mergedAt, mergeCommit } = node
          if (mergedAt === null || mergeCommit === null) return []
          return [{ number: node.number, merged: { number: node.number, mergedAt, mergeCommit: mergeCommit.oid } }]
        })
        .toSorted((a, b) => a.number - b.number),
    ]),
  )
}
