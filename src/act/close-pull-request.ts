import type { ClosePullRequest, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Closes without merging. Its branch stays, so that it can be opened again. */
export async function closePullRequest(octokit: Octokit, repo: RepoRef, action: ClosePullRequest): Promise<Outcome> {
  await octokit.rest.pulls.update({ owner: repo.owner, repo: repo.name, pull_number: action.number, state: 'closed' })
  return { kind: 'done' }
}
