import type { PullRequest, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'

/** Which commits a merged pull request brought to its base; kept, since that does not change any more. */
export interface MergedCommits {
  of(repository: Repository, pullRequest: PullRequest): Promise<ReadonlySet<string>>
}

export function createMergedCommits(world: World): MergedCommits {
  const known = new Map<string, Promise<ReadonlySet<string>>>()
  return {
    of(repository, pullRequest) {
      const key = `${repository.id}#${pullRequest.number}@${pullRequest.merged?.sha}`
      const found = known.get(key) ?? readCommits(world, repository, pullRequest)
      known.set(key, found)
      return found
    },
  }
}

async function readCommits(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
): Promise<ReadonlySet<string>> {
  const { base, merged } = pullRequest
  if (!merged) return new Set()
  if (merged.method === 'squash') return new Set([merged.sha])
  const git = world.git(repository)
  const commit = await git.readCommit(merged.sha)
  // A push may have merged it long after the base was last looked at; the merge commit knows better where the base was.
  const before = (commit?.parents.length ?? 0) > 1 ? `${merged.sha}^1` : base.sha
  return new Set(await git.logShas({ from: merged.sha, not: before }))
}
