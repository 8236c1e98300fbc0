import type { MergedPullRequest } from '../model/change.js'
import type { Sha } from '../model/commit.js'
import type { Actor } from './actor.js'

/** A commit with the pull requests that GitHub associates with it. */
interface CommitNode {
  readonly oid: string
  readonly associatedPullRequests: {
    readonly nodes: readonly {
      readonly number: number
      readonly mergedAt: string | null
      readonly baseRefName: string
      readonly baseRepository: { readonly id: string } | null
      readonly mergeCommit: { readonly oid: string } | null
      readonly author: Actor
    }[]
  } | null
}

/**
 * By commit, the pull requests that were merged into a branch and brought it there; none for what was pushed. What this app opened is no
 * change: a release, and what wakes it.
 */
export function toBrought(
  commits: readonly CommitNode[],
  into: {
    readonly repositoryId: string
    readonly branch: string
    readonly isSelf: (author: Actor) => boolean
  },
): Record<Sha, readonly MergedPullRequest[]> {
  const brought = ({ associatedPullRequests }: CommitNode): MergedPullRequest[] =>
    (associatedPullRequests?.nodes ?? []).flatMap((node) => {
      const { number, mergedAt, mergeCommit, baseRefName, baseRepository } = node
      const isHere = baseRefName === into.branch && baseRepository?.id === into.repositoryId
      if (!isHere || mergedAt === null || mergeCommit === null || into.isSelf(node.author)) return []
      return [{ number, mergeCommit: mergeCommit.oid, mergedAt }]
    })
  return Object.fromEntries(commits.map((commit) => [commit.oid, brought(commit)]))
}
