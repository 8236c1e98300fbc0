import { RequestError } from '@octokit/request-error'
import type { MergePullRequest, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { isRefused } from './github-error.js'

/**
 * Merges exactly the commit that was checked, onto exactly the one that it lists: both are read once more just before. What moved meanwhile is a
 * conflict, and so is a merge that GitHub does not make now; where it refuses, nothing else waits for that.
 */
export async function mergePullRequest(octokit: Octokit, repo: RepoRef, action: MergePullRequest): Promise<Outcome> {
  const { number, head, base, method } = action
  const { data: branch } = await octokit.rest.git.getRef({
    owner: repo.owner,
    repo: repo.name,
    ref: `heads/${action.into}`,
  })
  if (branch.object.sha !== base) return { kind: 'conflict', detail: `${action.into} moved meanwhile` }
  try {
    const where = { owner: repo.owner, repo: repo.name, pull_number: number }
    await octokit.rest.pulls.merge({ ...where, sha: head, merge_method: method })
    return { kind: 'done' }
  } catch (error) {
    // 405: it cannot be merged, or it is merged already. 409: its head is another.
    if (error instanceof RequestError && [405, 409].includes(error.status)) {
      return { kind: 'conflict', detail: error.message }
    }
    // Whoever may not merge there never will: what is behind this is done all the same.
    if (isRefused(error)) return { kind: 'unable', detail: error.message }
    throw error
  }
}
