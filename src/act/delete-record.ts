import type { DeleteRecord, Outcome } from '../model/action.js'
import { recordBranchPrefix } from '../model/environment-record.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { deleteBranch } from './write-branch.js'

/** Forgets what is kept of an environment, by compare-and-swap. Where a rule of the repository keeps the branch, nothing else has to wait for that. */
export function deleteRecord(octokit: Octokit, repo: RepoRef, action: DeleteRecord): Promise<Outcome> {
  const { repositoryId, environment, observed } = action
  const branch = `${recordBranchPrefix}${environment}`
  return deleteBranch(octokit, repo, { repositoryId, branch, expected: observed })
}
