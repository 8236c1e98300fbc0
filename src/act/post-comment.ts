import type { Outcome, PostComment } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Writes into the conversation of an issue or a pull request. Repeated, it makes a twin, which the mind removes when it sees it. */
export async function postComment(octokit: Octokit, repo: RepoRef, { number, body }: PostComment): Promise<Outcome> {
  await octokit.rest.issues.createComment({ owner: repo.owner, repo: repo.name, issue_number: number, body })
  return { kind: 'done' }
}
