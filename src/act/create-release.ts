import type { CreateRelease, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { isAlreadyThere } from './github-error.js'

/**
 * Publishes a release of a tag that exists, or makes a draft of it; GitHub would make a tag of its own where it did not. GitHub keeps
 * any number of drafts of one tag, so whether there is one is asked before.
 */
export async function createRelease(octokit: Octokit, repo: RepoRef, action: CreateRelease): Promise<Outcome> {
  const { tag, name, body, draft = false } = action
  const where = { owner: repo.owner, repo: repo.name }
  if (draft) {
    const { data } = await octokit.rest.repos.listReleases({ ...where, per_page: 20 })
    if (data.some(({ tag_name }) => tag_name === tag)) return { kind: 'already' }
  }
  try {
    await octokit.rest.repos.createRelease({ ...where, tag_name: tag, name, body, draft })
    return { kind: 'done' }
  } catch (error) {
    if (isAlreadyThere(error)) return { kind: 'already' }
    throw error
  }
}
