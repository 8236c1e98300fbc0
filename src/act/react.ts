import type { Outcome, React } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { answerOf, isGone, isRefused } from './github-error.js'

/** Puts eyes on a comment, once however often it is done. It is a courtesy: where GitHub will not have it, what is behind it is done all the same. */
export async function react(octokit: Octokit, repo: RepoRef, { comment }: React): Promise<Outcome> {
  const where = { owner: repo.owner, repo: repo.name, comment_id: comment }
  try {
    const { status } = await octokit.rest.reactions.createForIssueComment({ ...where, content: 'eyes' })
    return { kind: status === 200 ? 'already' : 'done' }
  } catch (error) {
    if (isGone(error) || isRefused(error)) return { kind: 'unable', detail: answerOf(error) }
    throw error
  }
}
