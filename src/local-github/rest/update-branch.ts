import { createCommit } from '../world/commits.js'
import type { Actor, PullRequest, Repository } from '../world/entities.js'
import { RefMoved, updateRefs } from '../world/refs.js'
import { Refusal } from '../world/refusal.js'
import { gitOf } from '../world/repositories.js'
import type { World } from '../world/world.js'

/** Merges a pull request's base into its head, as the button "Update branch" does. @throws {Refusal} 422 where that cannot be */
export async function updateBranch(
  world: World,
  repository: Repository,
  actor: Actor,
  pull: PullRequest,
  expectedHead: string | undefined,
): Promise<void> {
  const { head, base } = pull
  if (expectedHead !== undefined && expectedHead !== head.sha) throw changed(pull)
  const git = gitOf(world, head.repository)
  const baseSha = await gitOf(world, repository).resolve(`refs/heads/${base.ref}`)
  if (pull.state === 'closed' || baseSha === undefined) throw new Refusal(422, 'Pull request is closed')
  if (await git.isAncestor(baseSha, head.sha)) throw new Refusal(422, 'There are no new commits on the base branch.')
  const merged = await git.mergeTrees(head.sha, baseSha)
  if ('conflicts' in merged) throw new Refusal(422, 'merge conflict between base and head')
  const message = `Merge branch '${base.ref}' into ${head.ref}`
  const parents = [head.sha, baseSha]
  const sha = await createCommit(world, head.repository, actor, { tree: merged.tree, parents, message })
  try {
    await updateRefs(world, head.repository, actor, [{ ref: `refs/heads/${head.ref}`, after: sha, before: head.sha }])
  } catch (error) {
    throw error instanceof RefMoved ? changed(pull) : error
  }
}

function changed({ head }: PullRequest): Refusal {
  return new Refusal(422, `expected head sha didn’t match current head ref: ${head.sha}`)
}
