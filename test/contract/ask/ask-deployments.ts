import type { Octokit } from '@octokit/rest'
import type { WorkflowPlay } from '../../../src/local-github/world/records.js'
import { refused } from './refused.js'
import { mainOf, type Where } from './where.js'

/** How the next workflows go, and the moment in which they do. */
export interface Runner {
  plays(play: WorkflowPlay): void
  runs(): void
}

export async function askDeployments(octokit: Octokit, where: Where): Promise<void> {
  const asked = {
    ...where,
    ref: 'main',
    environment: 'staging',
    auto_merge: false,
    required_contexts: [],
    payload: { by: 'test' },
  }
  const { data } = await octokit.rest.repos.createDeployment({
    ...asked,
    description: 'try it',
    transient_environment: true,
  })
  const named = { ...where, deployment_id: 'id' in data ? data.id : 0 }
  await octokit.rest.repos.getDeployment(named)
  await octokit.rest.repos.listDeployments({ ...where, environment: 'staging', per_page: 1 })
  await octokit.rest.repos.createDeploymentStatus({ ...named, state: 'in_progress' })
  const done = {
    state: 'success',
    environment_url: 'https://staging.example.com',
    log_url: 'https://ci.example.com/1',
  } as const
  const { data: status } = await octokit.rest.repos.createDeploymentStatus({
    ...named,
    ...done,
    description: 'up',
    auto_inactive: false,
  })
  await octokit.rest.repos.getDeploymentStatus({ ...named, status_id: status.id })
  await octokit.rest.repos.listDeploymentStatuses(named)
  await octokit.rest.repos.createDeploymentStatus({ ...named, state: 'inactive' })
  await octokit.rest.repos.deleteDeployment(named)
  await refused([409, 422], octokit.rest.repos.createDeployment({ ...asked, ref: 'nowhere' }))
}

export async function askEnvironments(octokit: Octokit, where: Where, appId: number, reviewer: number): Promise<void> {
  const named = { ...where, environment_name: 'production' }
  await octokit.rest.repos.createOrUpdateEnvironment({
    ...named,
    wait_timer: 5,
    prevent_self_review: false,
    reviewers: [{ type: 'User', id: reviewer }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  })
  await octokit.rest.repos.getEnvironment(named)
  await octokit.rest.repos.getAllEnvironments({ ...where, per_page: 10 })
  await octokit.rest.repos.createDeploymentBranchPolicy({ ...named, name: 'main' })
  await octokit.rest.repos.listDeploymentBranchPolicies(named)
  const { data: gate } = await octokit.rest.repos.createDeploymentProtectionRule({ ...named, integration_id: appId })
  await octokit.rest.repos.getAllDeploymentProtectionRules(named)
  await octokit.rest.repos.disableDeploymentProtectionRule({ ...named, protection_rule_id: gate.id })
  await octokit.rest.repos.deleteAnEnvironment(named)
}

export async function askWorkflows(octokit: Octokit, where: Where, runner: Runner): Promise<void> {
  const named = { ...where, workflow_id: 'deploy.yml' }
  await octokit.rest.actions.listRepoWorkflows(where)
  await octokit.rest.actions.getWorkflow(named)
  await octokit.rest.actions.disableWorkflow(named)
  await octokit.rest.actions.enableWorkflow(named)
  runner.plays({ end: 'hang', times: 1 })
  const asked = { ...named, ref: 'main', inputs: { sha: await mainOf(octokit, where) } }
  await octokit.rest.actions.createWorkflowDispatch(asked)
  await octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...asked,
    return_run_details: true,
  })
  runner.runs()
  const { data: all } = await octokit.rest.actions.listWorkflowRuns({ ...named, event: 'workflow_dispatch' })
  await octokit.rest.actions.listWorkflowRunsForRepo({ ...where, branch: 'main', per_page: 1 })
  const [second, first] = all.workflow_runs.map(({ id }) => ({ ...where, run_id: id }))
  if (!first || !second) throw new Error('two runs were dispatched')
  await octokit.rest.actions.getWorkflowRun(first)
  const { data: jobs } = await octokit.rest.actions.listJobsForWorkflowRun(first)
  await octokit.rest.actions.getJobForWorkflowRun({ ...where, job_id: jobs.jobs[0]?.id ?? 0 })
  await octokit.rest.actions.cancelWorkflowRun(first)
  await refused(409, octokit.rest.actions.cancelWorkflowRun(first))
  await octokit.rest.actions.reRunWorkflow(first)
  await octokit.rest.actions.forceCancelWorkflowRun(first)
  await octokit.rest.actions.reRunWorkflowFailedJobs(first)
  await octokit.rest.actions.forceCancelWorkflowRun(first)
  await octokit.rest.actions.deleteWorkflowRun(first)
}

/** A job that waits for an app and a person before it deploys. */
export async function askGates(
  asApp: Octokit,
  asOwner: Octokit,
  where: Where,
  runner: Runner,
  appId: number,
): Promise<void> {
  const named = { ...where, environment_name: 'guarded' }
  const { data: owner } = await asOwner.rest.users.getAuthenticated()
  const { data: environment } = await asOwner.rest.repos.createOrUpdateEnvironment({
    ...named,
    reviewers: [{ type: 'User', id: owner.id }],
  })
  await asOwner.rest.repos.createDeploymentProtectionRule({ ...named, integration_id: appId })
  runner.plays({ end: 'success', environment: 'guarded' })
  const sha = await mainOf(asApp, where)
  await asApp.rest.actions.createWorkflowDispatch({ ...where, workflow_id: 'deploy.yml', ref: 'main', inputs: { sha } })
  runner.runs()
  const { data: waiting } = await asApp.rest.actions.listWorkflowRunsForRepo({ ...where, status: 'waiting' })
  const run = { ...where, run_id: waiting.workflow_runs[0]?.id ?? 0 }
  await asOwner.rest.actions.getPendingDeploymentsForRun(run)
  const answered = { ...run, ...named, state: 'approved' as const, comment: 'soaked' }
  await asApp.rest.actions.reviewCustomGatesForRun(answered)
  const asked = { ...run, environment_ids: [environment.id], state: 'approved' as const, comment: 'go' }
  await asOwner.rest.actions.reviewPendingDeploymentsForRun(asked)
  runner.runs()
}
