import type { FileChange } from '../git/git-repository.js'
import type { Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { encodePath, repositoryApi, repositoryPage } from './present-git-objects.js'

/** A changed file, as pull requests, commits and comparisons list it; `head` is the commit that has it. */
export function presentFileChange(world: World, repository: Repository, head: string, change: FileChange): object {
  const page = repositoryPage(world, repository)
  const path = encodePath(change.path)
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${page}/blob/${head}/${path}`,
    raw_url: `${page}/raw/${head}/${path}`,
    contents_url: `${repositoryApi(world, repository)}/contents/${path}?ref=${head}`,
    ...(change.patch === undefined ? {} : { patch: change.patch }),
    ...(change.previousPath === undefined ? {} : { previous_filename: change.previousPath }),
  }
}
