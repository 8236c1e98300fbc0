import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { isMissing } from './is-missing.js'

/** Whether a commit, or a ref, reaches another commit: one REST request. Two that have no history in common do not. */
export async function reaches(octokit: Octokit, repo: RepoRef, from: string, commit: string): Promise<boolean> {
  const where = { owner: repo.owner, repo: repo.name, basehead: `${from}...${commit}`, per_page: 1 }
  try {
    return (await octokit.rest.repos.compareCommitsWithBasehead(where)).data.ahead_by === 0
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
