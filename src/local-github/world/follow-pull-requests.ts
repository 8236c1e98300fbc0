import { closeByMerging } from './close-by-merging.js'
import { dismissStaleReviews } from './dismiss-stale-reviews.js'
import { emitThread } from './emit.js'
import type { Actor, PullRequest, Repository } from './entities.js'
import { markMerged } from './mark-merged.js'
import type { RefChange } from './ref-change.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** Brings the open pull requests from and into a branch that moved up to where it is. */
export async function followPullRequests(
  world: World,
  repository: Repository,
  actor: Actor,
  change: RefChange,
  shas: readonly string[],
): Promise<void> {
  const branch = change.ref.slice('refs/heads/'.length)
  for (const [base, pullRequest] of openPullRequests(world)) {
    const { head } = pullRequest
    if (head.repository === repository && head.ref === branch) await followHead(world, base, actor, pullRequest, change)
    if (base === repository && pullRequest.base.ref === branch && pullRequest.state === 'open') {
      await followBase(world, base, actor, pullRequest, change, shas)
    }
  }
}

function openPullRequests(world: World): [Repository, PullRequest][] {
  return [...world.repositories.values()].flatMap((base) =>
    [...base.pullRequests.values()]
      .filter(({ state }) => state === 'open')
      .map((pullRequest): [Repository, PullRequest] => [base, pullRequest]),
  )
}

async function followHead(
  world: World,
  base: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  { before, after }: RefChange,
): Promise<void> {
  const at = nowOf(world)
  if (after === null) {
    pullRequest.events.push({ kind: 'head_ref_deleted', actor: actor.user, at, detail: pullRequest.head.ref })
    closeUnmerged(world, base, actor, pullRequest)
    return
  }
  const git = world.git(base)
  await bringObjects(world, base, pullRequest, after)
  const tip = await git.resolve(`refs/heads/${pullRequest.base.ref}`)
  pullRequest.head.sha = after
  pullRequest.updatedAt = at
  if (tip) pullRequest.base.sha = tip
  await git.updateRef(headRefOf(pullRequest), after)
  const forced = before !== null && !(await git.isAncestor(before, after))
  if (forced)
    pullRequest.events.push({ kind: 'head_ref_force_pushed', actor: actor.user, at, detail: `${before}..${after}` })
  emitThread(world, base, actor, pullRequest, 'synchronize', { before: before ?? '', after })
  dismissStaleReviews(world, base, actor, pullRequest)
  // Nothing is left to merge: GitHub closes what was reset to its base.
  if (forced && tip && (await git.isAncestor(after, tip))) closeUnmerged(world, base, actor, pullRequest)
}

async function followBase(
  world: World,
  base: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  { after }: RefChange,
  shas: readonly string[],
): Promise<void> {
  if (after === null) {
    if (!(await retarget(world, base, actor, pullRequest))) closeUnmerged(world, base, actor, pullRequest)
    return
  }
  const { sha } = pullRequest.head
  if (!shas.includes(sha)) return
  markMerged(world, base, actor, pullRequest, { sha: await mergeThatBrought(world, base, sha, after), method: 'merge' })
  // Its commits speak for themselves: they were pushed.
  await closeByMerging(world, base, actor, pullRequest, { from: after, to: after })
}

/** What stood on a branch that was merged and is gone goes where that one went. False where the branch was not merged. */
async function retarget(world: World, base: Repository, actor: Actor, pullRequest: PullRequest): Promise<boolean> {
  const { ref, sha } = pullRequest.base
  const below = [...base.pullRequests.values()].findLast(
    ({ merged, head }) => merged && head.repository === base && head.ref === ref,
  )
  const tip = below && (await world.git(base).resolve(`refs/heads/${below.base.ref}`))
  if (!below || !tip) return false
  Object.assign(pullRequest.base, { ref: below.base.ref, sha: tip })
  pullRequest.updatedAt = nowOf(world)
  const changes = { base: { ref: { from: ref }, sha: { from: sha } } }
  emitThread(world, base, actor, pullRequest, 'edited', { changes })
  return true
}

/** The first commit of the base's own line that has the head in its history. */
async function mergeThatBrought(world: World, base: Repository, sha: string, after: string): Promise<string> {
  const output = await world.git(base).run(['rev-list', '--first-parent', '--ancestry-path', `${sha}..${after}`])
  return output.toString('latin1').trim().split('\n').at(-1) || sha
}

export function headRefOf({ number }: Pick<PullRequest, 'number'>): string {
  return `refs/pull/${number}/head`
}

/** Fetches what a fork has and the base has not. */
export async function bringObjects(
  world: World,
  base: Repository,
  { head }: Pick<PullRequest, 'head'>,
  sha: string,
): Promise<void> {
  if (head.repository === base || (await world.git(base).resolve(sha))) return
  await world.git(base).run(['fetch', '--quiet', '--no-tags', head.repository.path, sha])
}

export function closeUnmerged(world: World, base: Repository, actor: Actor, pullRequest: PullRequest): void {
  if (pullRequest.state === 'closed') return
  const at = nowOf(world)
  pullRequest.state = 'closed'
  pullRequest.closedAt = at
  pullRequest.closedBy = actor.user
  pullRequest.updatedAt = at
  pullRequest.events.push({ kind: 'closed', actor: actor.user, at, detail: '' })
  emitThread(world, base, actor, pullRequest, 'closed')
}
