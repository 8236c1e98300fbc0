import type { Outcome, PushReleaseBranch } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { isAlreadyThere, isRefusedUpdate } from './github-error.js'

const updateRefs = `
  mutation ($repositoryId: ID!, $refUpdates: [RefUpdate!]!) {
    updateRefs(input: { repositoryId: $repositoryId, refUpdates: $refUpdates }) { clientMutationId }
  }`

/**
 * Tree, commit, ref. The commit names no author, so that GitHub signs it as the app's. The ref moves by compare-and-swap: a commit
 * that a person pushed in the meantime is a conflict, never lost.
 */
export async function pushReleaseBranch(octokit: Octokit, repo: RepoRef, action: PushReleaseBranch): Promise<Outcome> {
  const where = { owner: repo.owner, repo: repo.name }
  const tree = await octokit.rest.git.createTree({
    ...where,
    base_tree: action.baseTree,
    tree: action.files.map(({ path, content }) => ({ path, content, mode: '100644', type: 'blob' })),
  })
  const commit = await octokit.rest.git.createCommit({
    ...where,
    message: action.message,
    tree: tree.data.sha,
    parents: [action.base],
  })
  const ref = `refs/heads/${action.branch}`
  if (action.expected === undefined) {
    try {
      await octokit.rest.git.createRef({ ...where, ref, sha: commit.data.sha })
      return { kind: 'done' }
    } catch (error) {
      if (isAlreadyThere(error))
        return { kind: 'conflict', detail: `${action.branch} was made by somebody else meanwhile` }
      throw error
    }
  }
  try {
    await octokit.graphql(updateRefs, {
      repositoryId: action.repositoryId,
      refUpdates: [{ name: ref, beforeOid: action.expected, afterOid: commit.data.sha, force: true }],
    })
    return { kind: 'done' }
  } catch (error) {
    if (isRefusedUpdate(error)) return { kind: 'conflict', detail: `${action.branch} moved meanwhile` }
    throw error
  }
}
