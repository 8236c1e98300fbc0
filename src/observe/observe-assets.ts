import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

/**
 * The names of the files that a release has, wholly uploaded. REST, since only there a file has a state; a draft is read by its id, for
 * by its tag GitHub does not find it.
 */
export async function observeAssets(
  octokit: Octokit,
  repo: RepoRef,
  { release }: Extract<Look, { kind: 'assets' }>,
): Promise<string[]> {
  const { data } = await octokit.rest.repos.getRelease({ owner: repo.owner, repo: repo.name, release_id: release })
  return data.assets.filter(({ state }) => state === 'uploaded').map(({ name }) => name)
}
