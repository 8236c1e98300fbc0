import { RequestError } from '@octokit/request-error'
import type { DeleteComment, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Removes one of our own comments; one that is gone is success. */
export async function deleteComment(octokit: Octokit, repo: RepoRef, { comment }: DeleteComment): Promise<Outcome> {
  try {
    await octokit.rest.issues.deleteComment({ owner: repo.owner, repo: repo.name, comment_id: comment })
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return { kind: 'already' }
    throw error
  }
}
