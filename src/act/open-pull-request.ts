import type { OpenPullRequest, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { isAlreadyThere } from './github-error.js'

/** GitHub allows one open pull request from a branch into another, which makes this safe to repeat. */
export async function openPullRequest(octokit: Octokit, repo: RepoRef, action: OpenPullRequest): Promise<Outcome> {
  const { head, base, title, body } = action
  try {
    await octokit.rest.pulls.create({ owner: repo.owner, repo: repo.name, head, base, title, body })
    return { kind: 'done' }
  } catch (error) {
    if (isAlreadyThere(error)) return { kind: 'conflict', detail: `a pull request from ${head} was opened meanwhile` }
    throw error
  }
}
