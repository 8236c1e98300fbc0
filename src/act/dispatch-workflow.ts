import type { DispatchWorkflow, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { answerOf, isGone, isRefused } from './github-error.js'
import { sayDeploymentStatus } from './say-deployment-status.js'

/**
 * Starts a workflow. Where GitHub starts none - there is no such file, it takes no such inputs, or this app may not - the deployment that it was
 * to carry out has failed, and says so.
 */
export async function dispatchWorkflow(octokit: Octokit, repo: RepoRef, action: DispatchWorkflow): Promise<Outcome> {
  const { workflow, branch, inputs, deployment } = action
  const which = { owner: repo.owner, repo: repo.name, workflow_id: workflow }
  try {
    await octokit.rest.actions.createWorkflowDispatch({ ...which, ref: branch, inputs })
    return { kind: 'done' }
  } catch (error) {
    if (!isGone(error) && !isRefused(error)) throw error
    const detail = `${workflow}: ${answerOf(error)}`
    await sayDeploymentStatus(octokit, repo, { deployment, state: 'error', description: detail })
    return { kind: 'unable', detail }
  }
}
