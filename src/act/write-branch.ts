import type { Outcome } from '../model/action.js'
import type { Sha } from '../model/commit.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { isAlreadyThere, isGone } from './github-error.js'
import { mutate, type Change } from './mutate.js'

/** A branch, and where it was observed; undefined where it did not exist. */
export interface ObservedBranch {
  readonly repositoryId: string
  readonly branch: string
  readonly expected: Sha | undefined
}

/** Lets a branch point to a commit, by compare-and-swap: what somebody else wrote there in the meantime is a conflict, never lost. */
export function writeBranch(octokit: Octokit, repo: RepoRef, where: ObservedBranch, sha: Sha): Promise<Outcome> {
  const { expected } = where
  return expected === undefined
    ? createBranch(octokit, repo, where.branch, sha)
    : moveBranch(octokit, repo, { ...where, expected }, sha)
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

/** As GitHub writes that there is none. */
const nothing = '0'.repeat(40)

/** Deletes a branch, by compare-and-swap. One that is gone already is as good; one that GitHub does not let go stays. */
export async function deleteBranch(
  octokit: Octokit,
  repo: RepoRef,
  { repositoryId, branch, expected }: ObservedBranch & { readonly expected: Sha },
): Promise<Outcome> {
  const [deleted] = await mutate(octokit, [moveOf({ repositoryId, branch, expected }, nothing)])
  if (deleted?.kind !== 'failed') return { kind: 'done' }
  const now = await headOf(octokit, repo, branch)
  if (now === undefined) return { kind: 'already' }
  if (now !== expected) return { kind: 'conflict', detail: `${branch} moved meanwhile` }
  // What has no type is a surprise of GitHub's own.
  if (deleted.type === undefined) throw deleted.error
  return { kind: 'unable', detail: deleted.message }
}

async function moveBranch(
  octokit: Octokit,
  repo: RepoRef,
  { repositoryId, branch, expected }: ObservedBranch & { readonly expected: Sha },
  sha: Sha,
): Promise<Outcome> {
  const [moved] = await mutate(octokit, [moveOf({ repositoryId, branch, expected }, sha)])
  return moved?.kind === 'failed' ? becomeOf(octokit, repo, { branch, expected }, sha, moved.error) : { kind: 'done' }
}

/** The change that moves a branch, provided that it still stands where it was observed. */
export function moveOf({ repositoryId, branch, expected }: ObservedBranch, sha: Sha): Change {
  const refUpdates = [{ name: `refs/heads/${branch}`, beforeOid: expected, afterOid: sha, force: true }]
  return { mutation: 'updateRefs', input: { repositoryId, refUpdates } }
}

/** GitHub gives no reason when `beforeOid` no longer holds ("Something went wrong"), so the branch itself is asked what became of it. */
export async function becomeOf(
  octokit: Octokit,
  repo: RepoRef,
  { branch, expected }: Pick<ObservedBranch, 'branch' | 'expected'>,
  sha: Sha,
  error: Error,
): Promise<Outcome> {
  const now = await headOf(octokit, repo, branch)
  if (now === sha) return { kind: 'done' }
  if (now !== expected) return { kind: 'conflict', detail: `${branch} ${now ? 'moved' : 'was deleted'} meanwhile` }
  throw error
}

async function headOf(octokit: Octokit, repo: RepoRef, branch: string): Promise<Sha | undefined> {
  try {
    const { data } = await octokit.rest.git.getRef({ owner: repo.owner, repo: repo.name, ref: `heads/${branch}` })
    return data.object.sha
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}
