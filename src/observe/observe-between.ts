import type { RepoRef } from '../model/repo-ref.js'
import type { Between, Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { isMissing } from './is-missing.js'

const most = 250
const perPage = 100

/**
 * What one commit has and another has not, by GitHub's comparison: a REST request, and up to three more for the newest of many commits. Of
 * commits that have nothing in common, or are gone, there is nothing to tell.
 */
export async function observeBetween(
  octokit: Octokit,
  repo: RepoRef,
  { from, to }: Omit<Extract<Look, { kind: 'between' }>, 'kind'>,
): Promise<Between> {
  const where = { owner: repo.owner, repo: repo.name, basehead: `${from}...${to}`, per_page: perPage }
  const read = async (page: number) => {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...where, page })
    return {
      total: data.total_commits,
      commits: data.commits.map(({ sha, commit: { message } }) => ({ sha, message })),
    }
  }
  try {
    // Pages go from the oldest to the newest.
    const first = await read(1)
    const { total } = first
    const start = Math.max(1, Math.floor((total - most) / perPage) + 1)
    const commits = start === 1 ? [...first.commits] : []
    for (let page = Math.max(2, start); page <= Math.ceil(total / perPage); page += 1) {
      commits.push(...(await read(page)).commits)
    }
    return { commits: commits.slice(-most), total }
  } catch (error) {
    if (isMissing(error)) return { commits: [], total: 0 }
    throw error
  }
}
