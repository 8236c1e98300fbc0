import { RequestError } from '@octokit/request-error'
import type { CreateTag, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { answerOf, isAlreadyThere, isRefused } from './github-error.js'

/** Creates a tag at a commit. A tag of that name at another commit is a conflict: a tag is never moved. A rule may refuse it. */
export async function createTag(octokit: Octokit, repo: RepoRef, { name, sha }: CreateTag): Promise<Outcome> {
  const where = { owner: repo.owner, repo: repo.name }
  try {
    await octokit.rest.git.createRef({ ...where, ref: `refs/tags/${name}`, sha })
    return { kind: 'done' }
  } catch (error) {
    if (isRefused(error)) return { kind: 'refused', tag: name, detail: answerOf(error) }
    if (!isAlreadyThere(error)) throw error
    return compare(octokit, repo, { name, sha })
  }
}

/** Reads lag behind what a write is refused for: a tag that is there may not be read yet. */
async function compare(octokit: Octokit, repo: RepoRef, { name, sha }: Omit<CreateTag, 'kind'>): Promise<Outcome> {
  try {
    const { data } = await octokit.rest.git.getRef({ owner: repo.owner, repo: repo.name, ref: `tags/${name}` })
    if (data.object.sha === sha) return { kind: 'already' }
    return { kind: 'conflict', detail: `the tag ${name} is there at ${data.object.sha}` }
  } catch (error) {
    if (!(error instanceof RequestError && error.status === 404)) throw error
    return { kind: 'conflict', detail: `the tag ${name} is there, and cannot be read yet` }
  }
}
