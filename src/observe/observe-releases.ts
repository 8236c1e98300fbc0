import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

/** Whether tags have releases, drafts included; one GraphQL query for them all. */
export async function observeReleases(
  octokit: Octokit,
  repo: RepoRef,
  { tags }: Extract<Look, { kind: 'releases' }>,
): Promise<Record<string, boolean>> {
  const query = `
    query ($owner: String!, $name: String!, ${tags.map((_, index) => `$tag${index}: String!`).join(', ')}) {
      repository(owner: $owner, name: $name) {
        ${tags.map((_, index) => `release${index}: release(tagName: $tag${index}) { tagName }`).join('\n')}
      }
    }`
  const variables = Object.fromEntries(tags.map((tag, index) => [`tag${index}`, tag]))
  const answer = await octokit.graphql<{ repository: Record<string, { tagName: string } | null> }>(query, {
    owner: repo.owner,
    name: repo.name,
    ...variables,
  })
  return Object.fromEntries(tags.map((tag, index) => [tag, answer.repository[`release${index}`] != null]))
}
