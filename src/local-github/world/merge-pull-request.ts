import type { GitCommit } from '../git/git-repository.js'
import { closeByMerging } from './close-by-merging.js'
import type { Actor, MergeMethod, PullRequest, Repository } from './entities.js'
import { markMerged } from './mark-merged.js'
import { fullMessage, mergeCommitMessage, squashMessage } from './merge-message.js'
import { commitsBetween, commitsOf, mergeabilityOf } from './mergeability.js'
import { rebaseCommits } from './rebase-commits.js'
import { notFound, Refusal } from './refusal.js'
import { mergeViolation, RulesRefusal, violationOf } from './rule-violations.js'
import { followRefChanges } from './follow-ref-changes.js'
import { moveRefs } from './refs.js'
import { nowOf } from './repositories.js'
import { githubSignature, signatureOf } from './signatures.js'
import type { World } from './world.js'

export interface MergeOptions {
  readonly method?: MergeMethod
  /** Where the head must stand. */
  readonly sha?: string | undefined
  readonly commitTitle?: string | undefined
  readonly commitMessage?: string | undefined
}

/**
 * Merges, and does what follows. Gives the commit that the base ends at.
 * @throws {Refusal} 404, 405 where it cannot be merged, 409 where the head is not at `sha`
 */
export function mergePullRequest(
  world: World,
  repository: Repository,
  actor: Actor,
  number: number,
  options: MergeOptions = {},
): Promise<{ readonly sha: string }> {
  return world.exclusively(repository, async () => {
    const pullRequest = repository.pullRequests.get(number)
    if (!pullRequest) throw notFound()
    const { method = 'merge' } = options
    if (!repository.mergeMethods[method])
      throw new Refusal(405, `${nameOf(method)} are not allowed on this repository.`)
    if (pullRequest.merged || pullRequest.state === 'closed' || pullRequest.draft) throw notMergeable(pullRequest)
    if (options.sha !== undefined && options.sha !== pullRequest.head.sha) {
      throw new Refusal(409, 'Head branch was modified. Review and try the merge again.')
    }
    const { tree, baseSha } = await mergeabilityOf(world, repository, pullRequest)
    if (tree === undefined || baseSha === undefined) throw notMergeable(pullRequest)
    const violation = await mergeViolation(world, repository, actor, pullRequest)
    if (violation) throw new RulesRefusal(405, violation)
    const commits = await commitsBetween(world, repository, baseSha, pullRequest.head.sha)
    const sha = await writeMerge(
      world,
      repository,
      actor,
      pullRequest,
      { ...options, method },
      { tree, baseSha, commits },
    )
    const ref = `refs/heads/${pullRequest.base.ref}`
    if (!(await world.git(repository).updateRef(ref, sha, baseSha))) {
      throw new Refusal(405, 'Base branch was modified. Review and try the merge again.')
    }
    pullRequest.base.sha = baseSha
    markMerged(world, repository, actor, pullRequest, { sha, method })
    await closeByMerging(world, repository, actor, pullRequest, { from: baseSha, to: sha })
    await followRefChanges(world, repository, actor, [{ ref, before: baseSha, after: sha }], { byMerging: true })
    if (repository.deleteBranchOnMerge) await deleteHead(world, repository, actor, pullRequest)
    return { sha }
  })
}

/** The message that merging would write by default. */
export async function defaultMergeMessage(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
  method: MergeMethod,
): Promise<{ readonly title: string; readonly body: string }> {
  if (method === 'rebase') return { title: '', body: '' }
  if (method === 'merge') return mergeCommitMessage(pullRequest)
  return squashMessage(world, pullRequest, await commitsOf(world, repository, pullRequest))
}

/** Writes what merging makes, on top of `baseSha`; no ref has it yet. */
export async function writeMerge(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  { method, commitTitle, commitMessage }: MergeOptions,
  { tree, baseSha, commits }: { tree: string; baseSha: string; commits: readonly GitCommit[] },
): Promise<string> {
  const git = world.git(repository)
  const now = nowOf(world)
  if (method === 'rebase') {
    const rebased = await rebaseCommits(git, commits, baseSha, signatureOf(actor.user, now))
    if (rebased === undefined) throw new Refusal(405, "This branch can't be rebased")
    return rebased
  }
  const usual = method === 'squash' ? squashMessage(world, pullRequest, commits) : mergeCommitMessage(pullRequest)
  const title = commitTitle || usual.title
  const body = commitMessage ?? usual.body
  const sha = await git.writeCommit({
    tree,
    parents: method === 'squash' ? [baseSha] : [baseSha, pullRequest.head.sha],
    message: fullMessage({ title, body }),
    author: signatureOf(method === 'squash' ? pullRequest.author : actor.user, now),
    committer: githubSignature(now),
  })
  repository.signedCommits.add(sha)
  return sha
}

async function deleteHead(world: World, repository: Repository, actor: Actor, { head }: PullRequest): Promise<void> {
  if (head.repository !== repository || head.ref === repository.defaultBranch) return
  const ref = `refs/heads/${head.ref}`
  if ((await world.git(repository).resolve(ref)) !== head.sha) return
  // A branch that may not be deleted stays.
  if (await violationOf(world, repository, actor, { ref, before: head.sha, after: null })) return
  await moveRefs(world, repository, actor, [{ ref, after: null, force: true }])
}

function notMergeable({ draft }: PullRequest): Refusal {
  return new Refusal(405, draft ? 'Pull Request is still a draft' : 'Pull Request is not mergeable')
}

function nameOf(method: MergeMethod): string {
  if (method === 'merge') return 'Merge commits'
  return method === 'squash' ? 'Squash merges' : 'Rebase merges'
}
