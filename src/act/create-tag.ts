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
    const { data } = await octokit.rest.git.getRef({ ...where, ref: `tags/${name}` })
    if (data.object.sha === sha) return { kind: 'already' }
    return { kind: 'conflict', detail: `the tag ${name} is there at ${data.object.sha}` }
  }
}
