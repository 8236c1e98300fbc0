import type { EditPullRequest, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Reads title and body once more and writes them only where nobody has written meanwhile: a person's words are not overwritten. */
export async function editPullRequest(octokit: Octokit, repo: RepoRef, action: EditPullRequest): Promise<Outcome> {
  const { number, title, body, base, observed } = action
  const where = { owner: repo.owner, repo: repo.name, pull_number: number }
  const { data } = await octokit.rest.pulls.get(where)
  if (data.title !== observed.title || (data.body ?? '') !== observed.body) {
    return { kind: 'conflict', detail: `#${number} was edited meanwhile` }
  }
  await octokit.rest.pulls.update({ ...where, title, body, ...(data.base.ref === base ? {} : { base }) })
  return { kind: 'done' }
}
