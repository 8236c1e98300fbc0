import { RequestError } from '@octokit/request-error'
import type { DeleteDraft, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Removes a draft, provided that it still is one and has no files: both are asked once more. One that is gone is success. */
export async function deleteDraft(octokit: Octokit, repo: RepoRef, { release }: DeleteDraft): Promise<Outcome> {
  const which = { owner: repo.owner, repo: repo.name, release_id: release }
  try {
    const { data } = await octokit.rest.repos.getRelease(which)
    if (!data.draft) return { kind: 'conflict', detail: `the release ${release} was published meanwhile` }
    if (data.assets.length > 0) return { kind: 'conflict', detail: `the draft ${release} has files meanwhile` }
    await octokit.rest.repos.deleteRelease(which)
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return { kind: 'already' }
    throw error
  }
}
