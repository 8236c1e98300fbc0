import type { GitCommit } from '../git/git-repository.js'
import type { PullRequest, Repository } from './entities.js'
import { mergeViolation } from './rule-violations.js'
import type { World } from './world.js'

/** Whether a pull request can be merged as its branches stand. */
export interface Mergeability {
  /** Null for what is closed, and while GitHub has not worked it out: see `mergeabilitySeen`. */
  readonly mergeable: boolean | null
  readonly state: 'blocked' | 'clean' | 'dirty' | 'draft' | 'unknown'
  /** The merged tree, where it merges. */
  readonly tree: string | undefined
  /** Where the base stands now. */
  readonly baseSha: string | undefined
}

export async function mergeabilityOf(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
): Promise<Mergeability> {
  const git = world.git(repository)
  const baseSha = await git.resolve(`refs/heads/${pullRequest.base.ref}`)
  if (pullRequest.state === 'closed' || baseSha === undefined) {
    return { mergeable: null, state: 'unknown', tree: undefined, baseSha }
  }
  const merged = await git.mergeTrees(baseSha, pullRequest.head.sha)
  if ('conflicts' in merged) return { mergeable: false, state: 'dirty', tree: undefined, baseSha }
  const isBlocked = (await mergeViolation(world, repository, undefined, pullRequest)) !== undefined
  const state = pullRequest.draft ? 'draft' : isBlocked ? 'blocked' : 'clean'
  return { mergeable: true, state, tree: merged.tree, baseSha }
}

/** As `mergeabilityOf`, as reads are told: null at first, after the head or the base has moved. */
export async function mergeabilitySeen(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
): Promise<Mergeability> {
  const judged = await mergeabilityOf(world, repository, pullRequest)
  if (judged.mergeable === null) return judged
  const stand = `${judged.baseSha}...${pullRequest.head.sha}`
  return world.lag.isMergeableKnown(pullRequest, stand) ? judged : { ...judged, mergeable: null, state: 'unknown' }
}

/**
 * The merge that GitHub has tried to find out whether it can be merged; undefined where it cannot, or has not tried yet. The same
 * branches give the same commit.
 */
export async function triedMerge(
  world: World,
  repository: Repository,
  { head }: PullRequest,
  { mergeable, tree, baseSha }: Mergeability,
): Promise<GitCommit | undefined> {
  const git = world.git(repository)
  const newest = await git.readCommit(head.sha)
  if (!mergeable || tree === undefined || baseSha === undefined || !newest) return undefined
  const { committer } = newest
  const message = `Merge ${head.sha} into ${baseSha}`
  return git.readCommit(
    await git.writeCommit({ tree, parents: [baseSha, head.sha], message, author: committer, committer }),
  )
}

/** The commits of a pull request, oldest first. */
export async function commitsOf(
  world: World,
  repository: Repository,
  { base, head }: PullRequest,
): Promise<readonly GitCommit[]> {
  return commitsBetween(world, repository, base.sha, head.sha)
}

/** What `head` has and `base` has not, oldest first. */
export async function commitsBetween(
  world: World,
  repository: Repository,
  base: string,
  head: string,
): Promise<readonly GitCommit[]> {
  const git = world.git(repository)
  const shas = (await git.compare(base, head))?.ahead ?? []
  const commits = await Promise.all(shas.map((sha) => git.readCommit(sha)))
  return commits.filter((commit) => commit !== undefined)
}
