import type { Outcome, PushReleaseBranch } from '../model/action.js'
import type { Sha } from '../model/commit.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { writeBranch } from './write-branch.js'

/** In characters. */
const longestInTree = 500_000

/**
 * Tree, commit, ref. The ref moves by compare-and-swap: a commit that a person pushed in the meantime is a conflict, never lost. What is to be said of
 * the commit is left to the next look.
 */
export async function pushReleaseBranch(octokit: Octokit, repo: RepoRef, action: PushReleaseBranch): Promise<Outcome> {
  return writeBranch(octokit, repo, action, await makeReleaseCommit(octokit, repo, action))
}

/** Tree and commit. It names no author, so that GitHub signs it as the app's. */
export async function makeReleaseCommit(octokit: Octokit, repo: RepoRef, action: PushReleaseBranch): Promise<Sha> {
  const where = { owner: repo.owner, repo: repo.name }
  const files = action.files.map((file) => treeEntry(octokit, repo, file))
  const tree = await octokit.rest.git.createTree({
    ...where,
    base_tree: action.baseTree,
    tree: await Promise.all(files),
  })
  const commit = await octokit.rest.git.createCommit({
    ...where,
    message: action.message,
    tree: tree.data.sha,
    parents: [action.base],
  })
  return commit.data.sha
}

/** A big file goes up by itself: many of them would make the tree a request that GitHub turns down. */
async function treeEntry(octokit: Octokit, repo: RepoRef, file: PushReleaseBranch['files'][number]) {
  const { path, content } = file
  const entry = { path, mode: file.executable === true ? '100755' : '100644', type: 'blob' } as const
  if (content.length <= longestInTree) return { ...entry, content }
  const { data } = await octokit.rest.git.createBlob({ owner: repo.owner, repo: repo.name, content, encoding: 'utf-8' })
  return { ...entry, sha: data.sha }
}
