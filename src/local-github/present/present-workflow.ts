import type { Repository } from '../world/entities.js'
import type { Workflow, WorkflowJob, WorkflowRun } from '../world/records.js'
import type { World } from '../world/world.js'
import { presentOpenPullRequests } from './present-check-run.js'
import { encodePath, repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentMinimalRepository } from './present-minimal-repository.js'
import { presentSimpleCommit } from './present-simple-commit.js'
import { presentUser } from './present-user.js'

export function presentWorkflow(world: World, repository: Repository, workflow: Workflow): object {
  const page = repositoryPage(world, repository)
  const file = workflow.path.split('/').at(-1) ?? ''
  return {
    id: workflow.id,
    node_id: workflow.nodeId,
    name: workflow.name,
    path: workflow.path,
    state: workflow.state,
    created_at: workflow.createdAt,
    updated_at: workflow.updatedAt,
    url: `${repositoryApi(world, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${page}/blob/${encodePath(repository.defaultBranch)}/${workflow.path}`,
    badge_url: `${page}/actions/workflows/${file}/badge.svg`,
  }
}

/** A run; the commit is read from git after all else has been put together. */
export async function presentWorkflowRun(world: World, repository: Repository, run: WorkflowRun): Promise<object> {
  const api = repositoryApi(world, repository)
  const url = `${api}/actions/runs/${run.id}`
  const actor = presentUser(world, run.actor)
  const known = {
    id: run.id,
    name: run.workflow.name,
    node_id: run.nodeId,
    head_branch: run.headBranch === '' ? null : run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    run_number: run.number,
    event: run.event,
    display_title: run.workflow.name,
    status: run.status,
    conclusion: run.conclusion ?? null,
    workflow_id: run.workflow.id,
    check_suite_id: run.suite.id,
    check_suite_node_id: run.suite.nodeId,
    url,
    html_url: `${repositoryPage(world, repository)}/actions/runs/${run.id}`,
    pull_requests: presentOpenPullRequests(world, repository, run.headSha),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    actor,
    triggering_actor: actor,
    run_attempt: run.attempt,
    run_started_at: run.startedAt,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.suite.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflow.id}`,
    referenced_workflows: [],
    repository: presentMinimalRepository(world, repository),
    head_repository: presentMinimalRepository(world, repository),
  }
  const commit = await world.git(repository).readCommit(run.headSha)
  return { ...known, head_commit: commit ? presentSimpleCommit(commit) : null }
}

export function presentJob(world: World, repository: Repository, run: WorkflowRun, job: WorkflowJob): object {
  const api = repositoryApi(world, repository)
  const step = {
    name: job.name,
    status: job.status === 'waiting' ? 'queued' : job.status,
    conclusion: job.conclusion ?? null,
    number: 1,
    started_at: job.startedAt,
    completed_at: job.completedAt ?? null,
  }
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: job.nodeId,
    head_sha: run.headSha,
    head_branch: run.headBranch === '' ? null : run.headBranch,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${repositoryPage(world, repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion ?? null,
    created_at: job.createdAt,
    started_at: job.startedAt,
    completed_at: job.completedAt ?? null,
    name: job.name,
    steps: job.status === 'queued' || job.status === 'waiting' ? [] : [step],
    check_run_url: `${api}/check-runs/${job.checkRunId}`,
    labels: ['ubuntu-latest'],
    runner_id: job.status === 'queued' || job.status === 'waiting' ? null : 1,
    runner_name: job.status === 'queued' || job.status === 'waiting' ? null : 'local runner',
    runner_group_id: job.status === 'queued' || job.status === 'waiting' ? null : 1,
    runner_group_name: job.status === 'queued' || job.status === 'waiting' ? null : 'Default',
    workflow_name: run.workflow.name,
  }
}
