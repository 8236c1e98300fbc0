import { updateRef } from '../../src/local-github/world/refs.js'
import type { SmallWorld } from './small-world.js'

/** Puts a commit of the first two parents' merged tree on a branch, wherever that takes it. */
export async function writeCommitOn(
  { world, repository, git, maya }: SmallWorld,
  branch: string,
  { message, parents }: { readonly message: string; readonly parents: readonly string[] },
): Promise<string> {
  const person = { name: 'Maya', email: 'maya@example.com', date: '2026-03-01T12:00:00Z' }
  const [ours = '', theirs] = parents
  const merged = theirs === undefined ? undefined : await git.mergeTrees(ours, theirs)
  const tree = merged && 'tree' in merged ? merged.tree : ((await git.readCommit(ours))?.tree ?? '')
  const sha = await git.writeCommit({ tree, parents, message, author: person, committer: person })
  await updateRef(world, repository, maya, `refs/heads/${branch}`, sha, { force: true })
  return sha
}
