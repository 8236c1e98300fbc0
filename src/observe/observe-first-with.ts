import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { SeenTag } from '../model/tag-name.js'
import type { Octokit } from '../octokit.js'
import { reaches } from './reaches.js'

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
    if (await reaches(octokit, repo, tag.sha ?? `refs/tags/${tag.name}`, commit)) {
      found = tag.name
      high = at
    } else if (found === undefined) return undefined
    else low = at + 1
  }
  return found
}
