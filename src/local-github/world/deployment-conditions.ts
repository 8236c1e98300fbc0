import type { Actor, CheckRun, Repository } from './entities.js'
import { moveRefs } from './refs.js'
import { Refusal, type RefusalDetail } from './refusal.js'
import { nowOf } from './repositories.js'
import { githubSignature, signatureOf } from './signatures.js'
import { statusesOf } from './statuses.js'
import type { World } from './world.js'

/**
 * Brings the default branch into what is to be deployed, as GitHub does unless told not to. True where that took a merge: then nothing
 * is deployed yet.
 * @throws {Refusal} 409 where they conflict, or where `ref` is no branch that could be merged into
 */
export function autoMerge(
  world: World,
  repository: Repository,
  actor: Actor,
  { ref, sha }: { readonly ref: string; readonly sha: string },
): Promise<boolean> {
  return world.exclusively(repository, async () => {
    const git = world.git(repository)
    const main = await git.resolve(`refs/heads/${repository.defaultBranch}`)
    if (!main || (await git.isAncestor(main, sha))) return false
    const name = `refs/heads/${ref.replace(/^refs\/heads\//, '')}`
    const isBranch = (await git.resolve(name)) === sha
    const merged = isBranch ? await git.mergeTrees(sha, main) : { conflicts: [] }
    if ('conflicts' in merged) throw new Refusal(409, `Conflict merging ${repository.defaultBranch} into ${ref}.`)
    const now = nowOf(world)
    const after = await git.writeCommit({
      tree: merged.tree,
      parents: [sha, main],
      message: `Merge ${repository.defaultBranch} into ${ref}`,
      author: signatureOf(actor.user, now),
      committer: githubSignature(now),
    })
    repository.signedCommits.add(after)
    await moveRefs(world, repository, actor, [{ ref: name, before: sha, after }])
    return true
  })
}

/**
 * Asks that contexts, commit statuses and check runs alike, are successes; all that the commit has unless some are named.
 * @throws {Refusal} 409
 */
export function requireContexts(
  repository: Repository,
  { ref, sha }: { readonly ref: string; readonly sha: string },
  required: readonly string[] | undefined,
): void {
  const states = contextsOf(repository, sha)
  const wanted = required ?? [...states.keys()]
  const contexts = wanted.map((context) => ({ context, state: states.get(context) ?? 'pending' }))
  if (contexts.every(({ state }) => state === 'success')) return
  const detail = { resource: 'Deployment', field: 'required_contexts', code: 'invalid', contexts }
  throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`, [detail as RefusalDetail])
}

function contextsOf(repository: Repository, sha: string): Map<string, string> {
  const states = new Map<string, string>()
  for (const run of [...repository.checkRuns.values()].filter(({ headSha }) => headSha === sha)) {
    states.set(run.name, stateOf(run))
  }
  for (const { context, state } of statusesOf(repository, sha)) states.set(context, state)
  return states
}

function stateOf({ status, conclusion }: CheckRun): string {
  if (status !== 'completed') return 'pending'
  return conclusion === 'success' ? 'success' : 'failure'
}
