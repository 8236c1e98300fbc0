import { RequestError } from '@octokit/request-error'
import type { CreateLabel, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Makes a label. One that is there already, made by whomever, stays as it is. */
export async function createLabel(
  octokit: Octokit,
  repo: RepoRef,
  { label, color, description }: CreateLabel,
): Promise<Outcome> {
  try {
    await octokit.rest.issues.createLabel({ owner: repo.owner, repo: repo.name, name: label, color, description })
    return { kind: 'done' }
  } catch (error) {
    // GitHub answers 422 for a bad colour, too; ours are not.
    if (error instanceof RequestError && error.status === 422) return { kind: 'already' }
    throw error
  }
}
