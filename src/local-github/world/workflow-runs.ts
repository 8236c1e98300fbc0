import { createCheckRun, updateCheckRun } from './check-runs.js'
import { openCheckSuite } from './check-suites.js'
import { actionsActor } from './actions-app.js'
import { emit } from './emit.js'
import type { Actor, Repository, User } from './entities.js'
import { nodeIdOf } from './ids.js'
import type { Deployment, RunConclusion, Workflow, WorkflowJob, WorkflowPlay, WorkflowRun } from './records.js'
import { zeros } from './ref-change.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

export interface NewRun {
  readonly workflow: Workflow
  readonly event: string
  readonly actor: User
  readonly sha: string
  /** Short name of the branch or tag. */
  readonly branch: string
  readonly inputs?: Readonly<Record<string, string>>
  /** The deployment that it is to carry out. */
  readonly deployment?: Deployment | undefined
}

/** A second until a runner is found, three until the job is done. */
const usualPlay: WorkflowPlay = { end: 'success', startAfter: 1000, endAfter: 3000 }

/** Starts a run of one job, to be played as `workflowPlays` of the repository has it. */
export async function startRun(world: World, repository: Repository, input: NewRun): Promise<WorkflowRun> {
  const records = world.records(repository)
  const actor = actionsActor(world, repository)
  if (actor.kind !== 'installation') throw new Error('actions act as an app')
  const { workflow, sha, branch } = input
  const play = takePlay(records.workflowPlays, workflow) ?? usualPlay
  const id = world.ids.number()
  const now = nowOf(world)
  const run: WorkflowRun = {
    id,
    nodeId: nodeIdOf('WFR', id),
    number: [...records.workflowRuns.values()].filter((one) => one.workflow.id === workflow.id).length + 1,
    attempt: 1,
    workflow,
    event: input.event,
    actor: input.actor,
    headSha: sha,
    headBranch: branch,
    inputs: input.inputs ?? {},
    suite: openCheckSuite(world, repository, actor.installation.app, sha, branch, zeros),
    status: 'queued',
    conclusion: undefined,
    createdAt: now,
    updatedAt: now,
    startedAt: now,
    jobs: [],
    play,
    nextAt: startTime(world, play),
    deployment: input.deployment,
    pending: new Map(),
  }
  records.workflowRuns.set(id, run)
  tellRun(world, repository, run, 'requested')
  await addJob(world, repository, actor, run)
  return run
}

/** Runs a completed run once more, with jobs of its own. */
export async function rerun(world: World, repository: Repository, run: WorkflowRun): Promise<void> {
  const play = takePlay(world.records(repository).workflowPlays, run.workflow) ?? usualPlay
  const now = nowOf(world)
  run.jobs.splice(0)
  const again = { status: 'queued' as const, conclusion: undefined, startedAt: now, updatedAt: now }
  Object.assign(run, { ...again, attempt: run.attempt + 1, play, nextAt: startTime(world, play) })
  tellRun(world, repository, run, 'requested')
  await addJob(world, repository, actionsActor(world, repository), run)
}

export function beginRun(world: World, repository: Repository, run: WorkflowRun): void {
  const actor = actionsActor(world, repository)
  const at = nowOf(world)
  run.status = 'in_progress'
  run.updatedAt = at
  tellRun(world, repository, run, 'in_progress')
  for (const job of run.jobs) {
    Object.assign(job, { status: 'in_progress', startedAt: at })
    changeCheck(world, repository, actor, job, { status: 'in_progress', startedAt: at })
    emit(world, repository, actor, 'workflow_job', 'in_progress', { kind: 'workflow_job', run, job })
  }
}

export function endRun(world: World, repository: Repository, run: WorkflowRun, conclusion: RunConclusion): void {
  const actor = actionsActor(world, repository)
  const at = nowOf(world)
  run.nextAt = undefined
  run.pending.clear()
  for (const job of run.jobs) {
    Object.assign(job, { status: 'completed', conclusion, completedAt: at })
    changeCheck(world, repository, actor, job, { conclusion, completedAt: at })
    emit(world, repository, actor, 'workflow_job', 'completed', { kind: 'workflow_job', run, job })
  }
  Object.assign(run, { status: 'completed', conclusion, updatedAt: at })
  tellRun(world, repository, run, 'completed')
}

/** The page of a run. */
export function runPage(world: World, { owner, name }: Repository, run: WorkflowRun): string {
  return `${world.url}/${owner.login}/${name}/actions/runs/${run.id}`
}

async function addJob(world: World, repository: Repository, actor: Actor, run: WorkflowRun): Promise<void> {
  const id = world.ids.number()
  const name = run.play.job ?? 'build'
  const check = await createCheckRun(world, repository, actor, {
    name,
    headSha: run.headSha,
    suite: run.suite,
    detailsUrl: `${runPage(world, repository, run)}/job/${id}`,
  })
  const now = nowOf(world)
  const job: WorkflowJob = {
    id,
    nodeId: nodeIdOf('CR', id),
    name,
    status: 'queued',
    conclusion: undefined,
    createdAt: now,
    startedAt: now,
    completedAt: undefined,
    checkRunId: check.id,
  }
  run.jobs.push(job)
  emit(world, repository, actor, 'workflow_job', 'queued', { kind: 'workflow_job', run, job })
}

function changeCheck(
  world: World,
  repository: Repository,
  actor: Actor,
  { checkRunId }: WorkflowJob,
  change: Parameters<typeof updateCheckRun>[4],
): void {
  const check = repository.checkRuns.get(checkRunId)
  if (check) updateCheckRun(world, repository, actor, check, change)
}

function tellRun(world: World, repository: Repository, run: WorkflowRun, action: string): void {
  emit(world, repository, { kind: 'user', user: run.actor }, 'workflow_run', action, { kind: 'workflow_run', run })
}

function startTime(world: World, play: WorkflowPlay): number | undefined {
  return play.end === 'never' ? undefined : world.clock().getTime() + (play.startAfter ?? 0)
}

/** Whether a play is meant for a workflow. */
export function isPlayOf({ workflow }: WorkflowPlay, { path, name }: Workflow): boolean {
  return workflow === undefined || [path, name, path.split('/').at(-1)].includes(workflow)
}

function takePlay(plays: WorkflowPlay[], workflow: Workflow): WorkflowPlay | undefined {
  const index = plays.findIndex((play) => isPlayOf(play, workflow))
  const play = plays[index]
  if (!play) return undefined
  if (play.times === 1) plays.splice(index, 1)
  else if (play.times !== undefined) plays[index] = { ...play, times: play.times - 1 }
  return play
}
