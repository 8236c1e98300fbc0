import { Hono } from 'hono'
import { presentDeployment } from '../present/present-deployment.js'
import { presentEnvironmentName, presentReviewer } from '../present/present-environment.js'
import { presentJob, presentWorkflowRun } from '../present/present-workflow.js'
import type { Actor, User } from '../world/entities.js'
import { answerGate, reviewPending } from '../world/play-workflows.js'
import type { Reviewer, WorkflowRun } from '../world/records.js'
import { Refusal } from '../world/refusal.js'
import { endRun, rerun } from '../world/workflow-runs.js'
import { findWorkflow } from '../world/workflows.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { answerPage } from './paging.js'
import { invalidRequest, readBody } from './request-body.js'
import { found, numberParam, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const one = '/actions/runs/:run{[0-9]+}'

/** Runs of workflows, their jobs, and the answers that they wait for. */
export function workflowRunRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function asked(c: RestContext): WorkflowRun {
    return found(world.records(c.get('repository')).workflowRuns.get(numberParam(c, 'run')))
  }

  function answerRuns(c: RestContext, workflowId?: number): Promise<Response> {
    const repository = requireRead(c, 'actions')
    const all = [...world.records(repository).workflowRuns.values()]
      .filter((run) => (workflowId === undefined || run.workflow.id === workflowId) && isAsked(c, run))
      .reverse()
    return answerPage(
      world,
      c,
      all,
      (run) => presentWorkflowRun(world, repository, run),
      (runs) => ({ total_count: all.length, workflow_runs: runs }),
    )
  }

  routes.get('/actions/runs', (c) => answerRuns(c))

  routes.get('/actions/workflows/:workflow/runs', async (c) =>
    answerRuns(c, found(await findWorkflow(world, c.get('repository'), param(c, 'workflow'))).id),
  )

  routes.get(one, async (c) => {
    const repository = requireRead(c, 'actions')
    return answer(c, await presentWorkflowRun(world, repository, asked(c)))
  })

  routes.delete(one, (c) => {
    const { repository } = requireWrite(world, c, 'write', 'actions')
    world.records(repository).workflowRuns.delete(asked(c).id)
    return answerNothing()
  })

  for (const verb of ['cancel', 'force-cancel']) {
    routes.post(`${one}/${verb}`, (c) => {
      const { repository } = requireWrite(world, c, 'write', 'actions')
      const run = asked(c)
      if (run.status === 'completed') throw new Refusal(409, 'Cannot cancel a workflow run that is completed.')
      endRun(world, repository, run, 'cancelled')
      return answer(c, {}, 202)
    })
  }

  for (const verb of ['rerun', 'rerun-failed-jobs']) {
    routes.post(`${one}/${verb}`, async (c) => {
      const { repository } = requireWrite(world, c, 'write', 'actions')
      const run = asked(c)
      if (run.status !== 'completed') throw new Refusal(403, 'The workflow run is already running')
      await rerun(world, repository, run)
      return answer(c, {}, 201)
    })
  }

  routes.get(`${one}/jobs`, (c) => {
    const repository = requireRead(c, 'actions')
    const run = asked(c)
    return answerPage(
      world,
      c,
      run.jobs,
      (job) => presentJob(world, repository, run, job),
      (jobs) => ({ total_count: run.jobs.length, jobs }),
    )
  })

  routes.get('/actions/jobs/:job{[0-9]+}', (c) => {
    const repository = requireRead(c, 'actions')
    const id = numberParam(c, 'job')
    const runs = [...world.records(repository).workflowRuns.values()]
    const run = found(runs.find(({ jobs }) => jobs.some((job) => job.id === id)))
    return answer(c, presentJob(world, repository, run, found(run.jobs.find((job) => job.id === id))))
  })

  routes.get(`${one}/pending_deployments`, (c) => {
    const repository = requireRead(c, 'actions')
    const auth = c.get('auth')
    const shown = [...asked(c).pending.values()].map(({ environment, since, needsReview }) => ({
      environment: presentEnvironmentName(world, repository, environment),
      wait_timer: environment.waitTimer,
      wait_timer_started_at: since,
      current_user_can_approve: auth.kind === 'user' && needsReview && mayReview(environment.reviewers, auth.user),
      reviewers: environment.reviewers.map((reviewer) => presentReviewer(world, reviewer)),
    }))
    return answer(c, shown)
  })

  routes.post(`${one}/pending_deployments`, async (c) => {
    const { repository, actor } = requireWrite(world, c, 'read', 'deployments')
    const run = asked(c)
    const body = await readBody(c)
    const ids = body.raw('environment_ids')
    if (!Array.isArray(ids)) throw invalidRequest('"environment_ids" wasn\'t supplied.')
    const environmentIds = ids.map(Number)
    const state = body.oneOf('state', ['approved', 'rejected'])
    body.requiredString('comment')
    requireReviewer(run, environmentIds, actor)
    const approved = state === 'approved'
    const deployments = reviewPending(world, repository, run, { environmentIds, approved })
    return answer(
      c,
      deployments.map((deployment) => presentDeployment(world, repository, deployment)),
    )
  })

  routes.post(`${one}/deployment_protection_rule`, async (c) => {
    const { repository, actor } = requireWrite(world, c, 'admin', 'deployments')
    const run = asked(c)
    const body = await readBody(c)
    const environment = body.requiredString('environment_name')
    const state = body.oneOf('state', ['approved', 'rejected'])
    body.string('comment')
    if (actor.kind !== 'installation') throw new Refusal(403, 'Resource not accessible by personal access token')
    // Without a state it only says something, and the job goes on waiting.
    if (state === undefined) return answerNothing()
    const answered = answerGate(world, repository, run, {
      environment,
      appId: actor.installation.app.id,
      approved: state === 'approved',
    })
    if (!answered) throw new Refusal(422, 'There are no pending deployment protection rules for this environment.')
    return answerNothing()
  })

  return routes
}

function isAsked(c: RestContext, run: WorkflowRun): boolean {
  const { actor, branch, event, status, head_sha: sha, check_suite_id: suite } = c.req.query()
  return (
    (!actor || run.actor.login.toLowerCase() === actor.toLowerCase()) &&
    (!branch || run.headBranch === branch) &&
    (!event || run.event === event) &&
    (!status || run.status === status || run.conclusion === status) &&
    (!sha || run.headSha === sha) &&
    (!suite || String(run.suite.id) === suite)
  )
}

function mayReview(reviewers: readonly Reviewer[], user: User): boolean {
  return reviewers.some((reviewer) =>
    reviewer.type === 'User' ? reviewer.user.id === user.id : reviewer.team.members.has(user.login.toLowerCase()),
  )
}

/** @throws {Refusal} 403 for who is not among the reviewers, or started the run where that is barred */
function requireReviewer(run: WorkflowRun, ids: readonly number[], { user }: Actor): void {
  for (const { environment } of run.pending.values()) {
    if (!ids.includes(environment.id)) continue
    const isBarred = environment.preventSelfReview && run.actor.id === user.id
    if (isBarred || !mayReview(environment.reviewers, user)) {
      throw new Refusal(403, 'Current user cannot approve this deployment.')
    }
  }
}
