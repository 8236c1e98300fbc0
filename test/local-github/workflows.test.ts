import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { WorkflowPlay } from '../../src/local-github/world/records.js'
import { setEnvironment, addGate } from '../../src/local-github/world/environments.js'
import { install, refusalOf, serve, type Serving } from './serving.js'
import { watchEvents } from './watch-events.js'

const where = { owner: 'alice', repo: 'app' }
const deployFile = `name: Deploy
on:
  workflow_dispatch:
    inputs:
      sha: { required: true }
      deployment_id: {}
      environment: { default: staging }
`
let serving: Serving
beforeEach(async () => {
  serving = await serve()
  await serving.commit('main', {
    '.github/workflows/deploy.yml': deployFile,
    '.github/workflows/ci.yml': 'name: CI\non: [push, deployment]\n',
  })
})
afterEach(() => serving.close())

const client = () => serving.clientOf(serving.alice).rest
const plays = (...all: WorkflowPlay[]) => serving.world.records(serving.repository).workflowPlays.push(...all)

function pass(milliseconds: number): void {
  serving.moveClock(milliseconds)
  serving.github.workflows.play()
}

async function dispatch(inputs: Record<string, string> = {}): Promise<number> {
  const asked = { ...where, workflow_id: 'deploy.yml', ref: 'main', inputs: { sha: serving.head, ...inputs } }
  const { data } = await client().actions.createWorkflowDispatch({ ...asked, return_run_details: true } as typeof asked)
  return (data as unknown as { workflow_run_id: number }).workflow_run_id
}

const runOf = async (id: number) => (await client().actions.getWorkflowRun({ ...where, run_id: id })).data

test('workflows are those of the default branch', async () => {
  const { data } = await client().actions.listRepoWorkflows(where)
  expect(data.workflows.map(({ name, path, state }) => [name, path, state])).toEqual([
    ['CI', '.github/workflows/ci.yml', 'active'],
    ['Deploy', '.github/workflows/deploy.yml', 'active'],
  ])
  const id = data.workflows[1]?.id ?? 0
  await client().actions.disableWorkflow({ ...where, workflow_id: id })
  expect((await client().actions.getWorkflow({ ...where, workflow_id: 'deploy.yml' })).data.state).toBe(
    'disabled_manually',
  )
  const asked = client().actions.createWorkflowDispatch({ ...where, workflow_id: id, ref: 'main' })
  expect(await refusalOf(asked)).toMatchObject({ status: 422 })
})

test('a dispatched workflow runs by the world’s clock and tells its deployment', async () => {
  const told = watchEvents(serving, 'workflow_dispatch', 'workflow_run', 'workflow_job', 'deployment_status')
  plays({
    workflow: 'deploy.yml',
    end: 'success',
    startAfter: 2000,
    endAfter: 5000,
    environmentUrl: 'https://s.example',
  })
  const { data: deployment } = await client().repos.createDeployment({ ...where, ref: 'main', required_contexts: [] })
  const deployment_id = 'id' in deployment ? deployment.id : 0
  const id = await dispatch({ deployment_id: String(deployment_id) })
  expect(await runOf(id)).toMatchObject({ status: 'queued', event: 'workflow_dispatch', run_number: 1, name: 'Deploy' })
  pass(1999)
  expect((await runOf(id)).status).toBe('queued')
  pass(1)
  expect((await runOf(id)).status).toBe('in_progress')
  pass(5000)
  expect(await runOf(id)).toMatchObject({ status: 'completed', conclusion: 'success' })
  const { data: statuses } = await client().repos.listDeploymentStatuses({ ...where, deployment_id })
  expect(statuses.map(({ state, creator }) => [state, creator?.login])).toEqual([
    ['success', 'github-actions[bot]'],
    ['in_progress', 'github-actions[bot]'],
  ])
  expect(statuses[0]).toMatchObject({ environment_url: 'https://s.example' })
  const { data: checks } = await client().checks.listForRef({ ...where, ref: 'main' })
  expect(checks.check_runs).toMatchObject([{ name: 'build', conclusion: 'success', app: { slug: 'github-actions' } }])
  const { data: jobs } = await client().actions.listJobsForWorkflowRun({ ...where, run_id: id })
  expect(jobs.jobs[0]).toMatchObject({ status: 'completed', conclusion: 'success', workflow_name: 'Deploy' })
  expect(await told()).toEqual([
    'workflow_dispatch',
    'workflow_run.requested',
    'workflow_job.queued',
    'workflow_run.in_progress',
    'workflow_job.in_progress',
    'deployment_status.created',
    'deployment_status.created',
    'workflow_job.completed',
    'workflow_run.completed',
  ])
})

test('it fails, hangs, or is never picked up, as its play says; and is cancelled and run again', async () => {
  plays({ end: 'failure', times: 1 }, { end: 'hang', times: 1 }, { end: 'never', times: 1 })
  const [failing, hanging, forgotten] = [await dispatch(), await dispatch(), await dispatch()]
  pass(0)
  pass(24 * 3600 * 1000)
  const states = await Promise.all([failing, hanging, forgotten].map(runOf))
  expect(states.map(({ status, conclusion }) => [status, conclusion])).toEqual([
    ['completed', 'failure'],
    ['in_progress', null],
    ['queued', null],
  ])
  await client().actions.cancelWorkflowRun({ ...where, run_id: hanging })
  expect((await runOf(hanging)).conclusion).toBe('cancelled')
  expect(await refusalOf(client().actions.cancelWorkflowRun({ ...where, run_id: hanging }))).toMatchObject({
    status: 409,
  })
  await client().actions.reRunWorkflow({ ...where, run_id: failing })
  expect(await runOf(failing)).toMatchObject({ status: 'queued', conclusion: null, run_attempt: 2 })
})

test('a dispatch wants a branch or tag, inputs that the file names, and at most 25 of them', async () => {
  const asked = { ...where, workflow_id: 'deploy.yml', ref: 'main', inputs: { sha: 'x' } }
  const refused = async (change: object) => {
    const { status, message } = await refusalOf(client().actions.createWorkflowDispatch({ ...asked, ...change }))
    return [status, message]
  }
  expect(await refused({ ref: serving.head })).toEqual([422, `No ref found for: ${serving.head}`])
  expect(await refused({ inputs: {} })).toEqual([422, "Required input 'sha' not provided"])
  expect(await refused({ inputs: { sha: 'x', other: '1' } })).toEqual([422, 'Unexpected inputs provided: ["other"]'])
  expect(await refused({ workflow_id: 'ci.yml', inputs: {} })).toEqual([
    422,
    "Workflow does not have 'workflow_dispatch' trigger",
  ])
  const many = Object.fromEntries(Array.from({ length: 26 }, (_one, index) => [`input${index}`, '1']))
  expect((await refused({ inputs: many }))[0]).toBe(422)
  expect(await refused({ workflow_id: 'none.yml' })).toEqual([404, 'Not Found'])
  expect((await client().actions.createWorkflowDispatch(asked)).status).toBe(204)
})

test('pushes and deployments start what listens to them, told how over HTTP', async () => {
  const url = `${serving.url}/_workflows/alice/app`
  await fetch(url, { method: 'POST', body: JSON.stringify({ workflow: 'ci.yml', end: 'success' }) })
  const sha = await serving.commit('main', { pushed: '1\n' })
  await serving.github.idle()
  await client().repos.createDeployment({ ...where, ref: 'main', auto_merge: false, required_contexts: [] })
  await serving.github.idle()
  pass(0)
  pass(0)
  const { data } = await client().actions.listWorkflowRunsForRepo({ ...where, head_sha: sha })
  expect(data.workflow_runs.map(({ event, conclusion }) => [event, conclusion])).toEqual([
    ['deployment', 'success'],
    ['push', 'success'],
  ])
  await fetch(url, { method: 'DELETE' })
  expect(await (await fetch(url)).json()).toEqual([])
})

test('a job with an environment waits for the app that guards it', async () => {
  const told = watchEvents(serving, 'deployment_protection_rule', 'deployment', 'deployment_status')
  const { app, token } = install(serving, { deployments: 'write', actions: 'read' })
  const environment = setEnvironment(serving.world, serving.repository, 'production', { waitTimer: 1 })
  addGate(serving.world, environment, app)
  plays({ end: 'success', environment: 'production' })
  const id = await dispatch()
  pass(0)
  expect((await runOf(id)).status).toBe('waiting')
  const { data: pending } = await client().actions.getPendingDeploymentsForRun({ ...where, run_id: id })
  expect(pending).toMatchObject([{ environment: { name: 'production' }, wait_timer: 1 }])
  const { actions } = serving.clientOf(await token()).rest
  const answered = { ...where, run_id: id, environment_name: 'production', comment: 'soaked' }
  await actions.reviewCustomGatesForRun({ ...answered, state: 'approved' })
  expect((await runOf(id)).status).toBe('waiting')
  pass(60_000)
  pass(0)
  expect((await runOf(id)).conclusion).toBe('success')
  expect(await refusalOf(actions.reviewCustomGatesForRun({ ...answered, state: 'approved' }))).toMatchObject({
    status: 422,
  })
  expect(await told()).toEqual([
    'deployment.created',
    'deployment_protection_rule.requested',
    'deployment_status.created',
    'deployment_status.created',
  ])
})

test('a person approves, if they are asked', async () => {
  const reviewers = [{ type: 'User' as const, user: serving.alice }]
  const environment = setEnvironment(serving.world, serving.repository, 'production', { reviewers })
  plays({ end: 'success', environment: 'production' })
  const [first, second] = [await dispatch(), await dispatch()]
  pass(0)
  const answer = (run_id: number, state: 'approved' | 'rejected') =>
    client().actions.reviewPendingDeploymentsForRun({
      ...where,
      run_id,
      state,
      environment_ids: [environment.id],
      comment: '',
    })
  await answer(first, 'approved')
  await answer(second, 'rejected')
  pass(0)
  expect([(await runOf(first)).conclusion, (await runOf(second)).conclusion]).toEqual(['success', 'failure'])
})
