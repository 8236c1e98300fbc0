import type { CreateDeployment, Outcome, WriteRecord } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { createDeployment } from './create-deployment.js'
import { writeRecord } from './write-record.js'

/** Claims a deployment, reads the head that it is to be of in the answer to that, and asks for it. Gives an outcome for each that it came to. */
export async function claimDeployment(
  octokit: Octokit,
  repo: RepoRef,
  claim: WriteRecord,
  deployment: CreateDeployment,
): Promise<readonly Outcome[]> {
  const { outcome, head } = await writeRecord(octokit, repo, claim, deployment.headOf)
  if (outcome.kind !== 'done') return [outcome]
  return [outcome, await createDeployment(octokit, repo, deployment, head)]
}
