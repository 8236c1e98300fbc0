import { actionsActor } from './actions-app.js'
import { createDeployment, createDeploymentStatus } from './deployments.js'
import { emit } from './emit.js'
import type { Actor, Repository } from './entities.js'
import { findEnvironment } from './environments.js'
import type { Deployment, DeploymentStatus, Environment, WorkflowRun } from './records.js'
import { nowOf } from './repositories.js'
import { beginRun, endRun, runPage } from './workflow-runs.js'
import type { World } from './world.js'

/** Brings every run to where it has to be by the world's clock. */
export function playWorkflows(world: World): void {
  for (let due = nextRun(world); due; due = nextRun(world)) stepOn(world, due.repository, due.run)
}

/** When something happens next, in milliseconds of the world's clock; undefined where nothing is under way. */
export function nextPlayAt(world: World): number | undefined {
  const times = running(world).map(({ run }) => run.nextAt ?? Infinity)
  const next = Math.min(...times, Infinity)
  return next === Infinity ? undefined : next
}

/** Answers for an app that was asked whether a job may use an environment; false where nothing waits for it. */
export function answerGate(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  {
    environment,
    appId,
    approved,
  }: { readonly environment: string; readonly appId: number; readonly approved: boolean },
): boolean {
  const pending = run.pending.get(environment.toLowerCase())
  if (!pending?.gates.has(appId)) return false
  pending.gates.delete(appId)
  if (approved) goOn(world, repository, run)
  else reject(world, repository, run, pending.deployment)
  return true
}

/** A person's answer for environments that want one. Gives the deployments that it was about. */
export function reviewPending(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  { environmentIds, approved }: { readonly environmentIds: readonly number[]; readonly approved: boolean },
): Deployment[] {
  const asked = [...run.pending.values()].filter(({ environment }) => environmentIds.includes(environment.id))
  for (const pending of asked) {
    pending.needsReview = false
    if (!approved) reject(world, repository, run, pending.deployment)
  }
  if (approved) goOn(world, repository, run)
  return asked.map(({ deployment }) => deployment)
}

function stepOn(world: World, repository: Repository, run: WorkflowRun): void {
  const at = run.nextAt ?? world.clock().getTime()
  run.nextAt = undefined
  if (run.status === 'waiting') return goOn(world, repository, run)
  if (run.status === 'queued') {
    if (run.play.environment === undefined) return begin(world, repository, run, at)
    return useEnvironment(world, repository, run, run.play.environment, at)
  }
  const { end } = run.play
  if (end === 'hang' || end === 'never') return
  tellDeployment(world, repository, run, end === 'success' ? 'success' : end === 'failure' ? 'failure' : 'error')
  endRun(world, repository, run, end)
}

function begin(world: World, repository: Repository, run: WorkflowRun, at: number): void {
  beginRun(world, repository, run)
  tellDeployment(world, repository, run, 'in_progress')
  if (run.play.end !== 'hang') run.nextAt = at + (run.play.endAfter ?? 0)
}

/** A job's `environment:` makes a deployment of its own, and waits for what protects the environment. */
function useEnvironment(world: World, repository: Repository, run: WorkflowRun, name: string, at: number): void {
  const actor = actionsActor(world, repository)
  const deployment = createDeployment(
    world,
    repository,
    actor,
    { sha: run.headSha, ref: run.headBranch, environment: name },
    run,
  )
  const environment = findEnvironment(world, repository, name)
  run.deployment ??= deployment
  if (!environment || !isProtected(environment)) return begin(world, repository, run, at)
  const gates = new Set(environment.gates.map(({ app }) => app.id))
  const since = nowOf(world)
  const needsReview = environment.reviewers.length > 0
  run.pending.set(name.toLowerCase(), { environment, since, gates, needsReview, deployment })
  run.status = 'waiting'
  for (const job of run.jobs) job.status = 'waiting'
  if (environment.waitTimer > 0) run.nextAt = at + environment.waitTimer * 60_000
  const askers: Actor = { kind: 'user', user: run.actor }
  if (gates.size > 0) {
    emit(world, repository, askers, 'deployment_protection_rule', 'requested', {
      kind: 'protection_rule',
      deployment,
      run,
    })
  }
}

function isProtected({ gates, reviewers, waitTimer }: Environment): boolean {
  return gates.length > 0 || reviewers.length > 0 || waitTimer > 0
}

function goOn(world: World, repository: Repository, run: WorkflowRun): void {
  if (run.status !== 'waiting') return
  const now = world.clock().getTime()
  const waits = [...run.pending.values()].some(
    ({ environment, since, gates, needsReview }) =>
      gates.size > 0 || needsReview || Date.parse(since) + environment.waitTimer * 60_000 > now,
  )
  if (waits) return
  run.pending.clear()
  begin(world, repository, run, now)
}

function reject(world: World, repository: Repository, run: WorkflowRun, deployment: Deployment): void {
  const actor = actionsActor(world, repository)
  createDeploymentStatus(
    world,
    repository,
    actor,
    deployment,
    { state: 'failure', ...linksOf(world, repository, run) },
    run,
  )
  endRun(world, repository, run, 'failure')
}

function tellDeployment(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  state: DeploymentStatus['state'],
): void {
  if (!run.deployment) return
  const environmentUrl = run.play.environmentUrl?.replaceAll(
    '{environment}',
    encodeURIComponent(run.deployment.environment),
  )
  const links = linksOf(world, repository, run)
  const status = { state, ...links, ...(state === 'success' ? { environmentUrl } : {}) }
  createDeploymentStatus(world, repository, actionsActor(world, repository), run.deployment, status, run)
}

function linksOf(world: World, repository: Repository, run: WorkflowRun): { readonly logUrl: string } {
  return { logUrl: runPage(world, repository, run) }
}

function running(world: World): { readonly repository: Repository; readonly run: WorkflowRun }[] {
  return [...world.repositories.values()].flatMap((repository) =>
    [...world.records(repository).workflowRuns.values()]
      .filter(({ nextAt }) => nextAt !== undefined)
      .map((run) => ({ repository, run })),
  )
}

/** The one whose time came first. */
function nextRun(world: World): { readonly repository: Repository; readonly run: WorkflowRun } | undefined {
  const now = world.clock().getTime()
  return running(world)
    .filter(({ run }) => (run.nextAt ?? Infinity) <= now)
    .sort((a, b) => (a.run.nextAt ?? 0) - (b.run.nextAt ?? 0))[0]
}
