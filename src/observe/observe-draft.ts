import { RequestError } from '@octokit/request-error'
import type { DraftSeen, Look } from '../model/snapshot.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/**
 * What a draft says, and its files. REST, since only there a file has a state, and a release of a bot an author; a draft is read by its id,
 * for by its tag GitHub does not find it. `gone` is one that was deleted, or published meanwhile.
 */
export async function observeDraft(
  octokit: Octokit,
  repo: RepoRef,
  { release }: Extract<Look, { kind: 'draft' }>,
): Promise<DraftSeen | 'gone'> {
  try {
    const { data } = await octokit.rest.repos.getRelease({ owner: repo.owner, repo: repo.name, release_id: release })
    if (!data.draft) return 'gone'
    return {
      author: data.author.login,
      name: data.name ?? '',
      body: data.body ?? '',
      files: data.assets.filter(({ state }) => state === 'uploaded').map(({ name }) => name),
      isEmpty: data.assets.length === 0,
    }
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return 'gone'
    throw error
  }
}
