import type { PullRequest, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'

/** Which commits a merged pull request brought to its base; kept, since that does not change any more. */
export interface MergedCommits {
  /** The merged pull requests that brought a commit. */
  thatBrought(repository: Repository, sha: string): Promise<readonly PullRequest[]>
}

/** The merged pull requests of a repository by what they brought; thousands of them are gone through once. */
interface Index {
  readonly known: Set<string>
  readonly bySha: Map<string, PullRequest[]>
  read: Promise<unknown>
}

export function createMergedCommits(world: World): MergedCommits {
  const indexes = new Map<number, Index>()

  async function add(repository: Repository, pullRequest: PullRequest, { bySha }: Index): Promise<void> {
    for (const sha of await readCommits(world, repository, pullRequest)) {
      bySha.set(sha, [...(bySha.get(sha) ?? []), pullRequest])
    }
  }

  return {
    async thatBrought(repository, sha) {
      const index = indexes.get(repository.id) ?? { known: new Set(), bySha: new Map(), read: Promise.resolve() }
      indexes.set(repository.id, index)
      const reads: Promise<unknown>[] = [index.read]
      for (const pullRequest of repository.pullRequests.values()) {
        const key = `${pullRequest.number}@${pullRequest.merged?.sha}`
        if (!pullRequest.merged || index.known.has(key)) continue
        index.known.add(key)
        reads.push(add(repository, pullRequest, index))
      }
      if (reads.length > 1) index.read = Promise.all(reads)
      await index.read
      return index.bySha.get(sha) ?? []
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
