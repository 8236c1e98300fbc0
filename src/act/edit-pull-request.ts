import type { EditPullRequest, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Writes title and body. */
export async function editPullRequest(octokit: Octokit, repo: RepoRef, action: EditPullRequest): Promise<Outcome> {
  const { number, title, body } = action
  await octokit.rest.pulls.update({ owner: repo.owner, repo: repo.name, pull_number: number, title, body })
  return { kind: 'done' }
}
