import { GraphqlResponseError } from '@octokit/graphql'
import type { Outcome, PushReleaseBranch } from '../model/action.js'
import type { Sha } from '../model/commit.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { isAlreadyThere } from './github-error.js'

const updateRefs = `
  mutation ($repositoryId: ID!, $refUpdates: [RefUpdate!]!) {
    updateRefs(input: { repositoryId: $repositoryId, refUpdates: $refUpdates }) { clientMutationId }
  }`

/** In characters. */
const longestInTree = 500_000

/**
 * Tree, commit, ref. The commit names no author, so that GitHub signs it as the app's. The ref moves by compare-and-swap: a commit
 * that a person pushed in the meantime is a conflict, never lost.
 */
export async function pushReleaseBranch(octokit: Octokit, repo: RepoRef, action: PushReleaseBranch): Promise<Outcome> {
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
  return action.expected === undefined
    ? createBranch(octokit, repo, action.branch, commit.data.sha)
    : moveBranch(octokit, repo, { ...action, expected: action.expected }, commit.data.sha)
}

/** A big file goes up by itself: many of them would make the tree a request that GitHub turns down. */
async function treeEntry(octokit: Octokit, repo: RepoRef, file: PushReleaseBranch['files'][number]) {
  const { path, content } = file
  const entry = { path, mode: file.executable === true ? '100755' : '100644', type: 'blob' } as const
  if (content.length <= longestInTree) return { ...entry, content }
  const { data } = await octokit.rest.git.createBlob({ owner: repo.owner, repo: repo.name, content, encoding: 'utf-8' })
  return { ...entry, sha: data.sha }
}

async function createBranch(octokit: Octokit, repo: RepoRef, branch: string, sha: Sha): Promise<Outcome> {
  try {
    await octokit.rest.git.createRef({ owner: repo.owner, repo: repo.name, ref: `refs/heads/${branch}`, sha })
    return { kind: 'done' }
  } catch (error) {
    if (isAlreadyThere(error)) return { kind: 'conflict', detail: `${branch} was made by somebody else meanwhile` }
    throw error
  }
}

/** GitHub gives no reason when `beforeOid` no longer holds ("Something went wrong"), so the branch itself is asked what became of it. */
async function moveBranch(
  octokit: Octokit,
  repo: RepoRef,
  { repositoryId, branch, expected }: PushReleaseBranch & { readonly expected: Sha },
  sha: Sha,
): Promise<Outcome> {
  const refUpdates = [{ name: `refs/heads/${branch}`, beforeOid: expected, afterOid: sha, force: true }]
  try {
    await octokit.graphql(updateRefs, { repositoryId, refUpdates })
    return { kind: 'done' }
  } catch (error) {
    if (!(error instanceof GraphqlResponseError)) throw error
    const { data } = await octokit.rest.git.getRef({ owner: repo.owner, repo: repo.name, ref: `heads/${branch}` })
    if (data.object.sha === sha) return { kind: 'done' }
    if (data.object.sha !== expected) return { kind: 'conflict', detail: `${branch} moved meanwhile` }
    throw error
  }
}
