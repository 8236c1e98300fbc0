import { RequestError } from '@octokit/request-error'
import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { SeenTag } from '../model/tag-name.js'
import type { Octokit } from '../octokit.js'

/**
 * The name of the first of these tags that reaches the commit, where each that comes later reaches what an earlier one does. Of a hundred tags
 * seven are compared with it, a request each.
 */
export async function observeFirstWith(
  octokit: Octokit,
  repo: RepoRef,
  { commit, tags }: Omit<Extract<Look, { kind: 'first-with' }>, 'kind'>,
): Promise<string | undefined> {
  let found: string | undefined
  for (let low = 0, high = tags.length; low < high;) {
    // The newest first: mostly it is one of the last, or none.
    const at = found === undefined && high === tags.length ? high - 1 : Math.floor((low + high) / 2)
    const tag = tags[at] as SeenTag
    if (await reaches(octokit, repo, tag, commit)) {
      found = tag.name
      high = at
    } else if (found === undefined) return undefined
    else low = at + 1
  }
  return found
}

async function reaches(octokit: Octokit, repo: RepoRef, { name, sha }: SeenTag, commit: string): Promise<boolean> {
  const basehead = `${sha ?? `refs/tags/${name}`}...${commit}`
  const where = { owner: repo.owner, repo: repo.name, basehead, per_page: 1 }
  try {
    return (await octokit.rest.repos.compareCommitsWithBasehead(where)).data.ahead_by === 0
  } catch (error) {
    // No history in common.
    if (error instanceof RequestError && error.status === 404) return false
    throw error
  }
}
