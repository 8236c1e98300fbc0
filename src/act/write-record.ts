import type { Outcome, WriteRecord } from '../model/action.js'
import { printRecord, recordBranchPrefix } from '../model/environment-record.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { answerOf, isRefused } from './github-error.js'
import { writeBranch } from './write-branch.js'

/**
 * Writes what is kept of an environment as the message of a commit, on top of what was observed: of two who write at once exactly one
 * does. The commit names no author, so that GitHub signs it as the app's. Where a rule of the repository keeps it from being written, what it claims is not
 * deployed, and nothing else has to wait for that.
 */
export async function writeRecord(octokit: Octokit, repo: RepoRef, action: WriteRecord): Promise<Outcome> {
  const { repositoryId, environment, record, observed, tree, claims } = action
  try {
    const commit = await octokit.rest.git.createCommit({
      owner: repo.owner,
      repo: repo.name,
      message: printRecord(environment, record),
      tree,
      parents: observed === undefined ? [] : [observed],
    })
    const branch = `${recordBranchPrefix}${environment}`
    const { sha: oid } = commit.data
    const outcome = await writeBranch(octokit, repo, { repositoryId, branch, expected: observed }, oid)
    return outcome.kind === 'done' ? { kind: 'done', wrote: { environment, seen: { oid, record } } } : outcome
  } catch (error) {
    if (!isRefused(error)) throw error
    const detail = answerOf(error)
    return claims === undefined ? { kind: 'unable', detail } : { kind: 'not-deployed', key: claims, detail }
  }
}
