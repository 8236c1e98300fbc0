import type { CreateRelease, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { isAlreadyThere } from './github-error.js'

/** Publishes a release of a tag that exists; GitHub would make a tag of its own where it did not. */
export async function createRelease(octokit: Octokit, repo: RepoRef, action: CreateRelease): Promise<Outcome> {
  const { tag, name, body } = action
  try {
    await octokit.rest.repos.createRelease({ owner: repo.owner, repo: repo.name, tag_name: tag, name, body })
    return { kind: 'done' }
  } catch (error) {
    if (isAlreadyThere(error)) return { kind: 'already' }
    throw error
  }
}
