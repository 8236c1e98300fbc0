import { RequestError } from '@octokit/request-error'
import type { EditComment, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Writes one of our own comments anew; GitHub tells nobody of it. One that is gone is a conflict: it may have to be written again. */
export async function editComment(octokit: Octokit, repo: RepoRef, { comment, body }: EditComment): Promise<Outcome> {
  try {
    await octokit.rest.issues.updateComment({ owner: repo.owner, repo: repo.name, comment_id: comment, body })
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) {
      return { kind: 'conflict', detail: `comment ${comment} was deleted meanwhile` }
    }
    throw error
  }
}
