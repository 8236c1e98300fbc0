import { openCheckSuite, suiteOf } from './check-suites.js'
import { emit } from './emit.js'
import type { Actor, CheckRun, CheckSuite, Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import { zeros } from './ref-change.js'
import { invalid, Refusal } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** What an app says of a run; what is left out stays. */
export interface CheckRunChange {
  readonly name?: string
  readonly externalId?: string
  readonly status?: CheckRun['status']
  readonly conclusion?: NonNullable<CheckRun['conclusion']>
  readonly detailsUrl?: string
  readonly output?: {
    readonly title?: string
    readonly summary?: string
    readonly text?: string
    readonly annotations?: readonly object[]
  }
  readonly actions?: CheckRun['actions']
  readonly startedAt?: string
  readonly completedAt?: string
}

/** @throws {Refusal} 403 for who is no app, 422 where the commit is not there */
export async function createCheckRun(
  world: World,
  repository: Repository,
  actor: Actor,
  input: CheckRunChange & { readonly name: string; readonly headSha: string; readonly suite?: CheckSuite },
): Promise<CheckRun> {
  if (actor.kind !== 'installation') throw new Refusal(403, 'You must authenticate via a GitHub App.')
  const { app } = actor.installation
  const commit = await world.git(repository).readCommit(input.headSha)
  if (!commit || commit.sha !== input.headSha) {
    throw invalid({
      resource: 'CheckRun',
      field: 'head_sha',
      code: 'custom',
      message: `No commit found for SHA: ${input.headSha}`,
    })
  }
  const suite =
    input.suite ?? suiteOf(repository, app, commit.sha) ?? openCheckSuite(world, repository, app, commit.sha, '', zeros)
  const id = world.ids.number()
  const run: CheckRun = {
    id,
    nodeId: nodeIdOf('CR', id),
    app,
    suiteId: suite.id,
    headSha: commit.sha,
    name: input.name,
    externalId: '',
    status: 'queued',
    conclusion: undefined,
    detailsUrl: undefined,
    output: { title: undefined, summary: undefined, text: undefined, annotations: [] },
    actions: [],
    startedAt: input.startedAt ?? nowOf(world),
    completedAt: undefined,
  }
  change(world, run, input)
  repository.checkRuns.set(id, run)
  suite.askedAgain = false
  emit(world, repository, actor, 'check_run', 'created', { kind: 'check_run', checkRun: run })
  tellCompletion(world, repository, actor, run, suite)
  return run
}

/** @throws {Refusal} 403 for the run of another app */
export function updateCheckRun(
  world: World,
  repository: Repository,
  actor: Actor,
  run: CheckRun,
  input: CheckRunChange,
): CheckRun {
  if (actor.kind !== 'installation' || actor.installation.app.id !== run.app.id) {
    throw new Refusal(
      403,
      `Invalid app_id \`${run.app.id}\` - check run can only be modified by the GitHub App that created it.`,
    )
  }
  const wasComplete = run.status === 'completed'
  change(world, run, input)
  const suite = repository.checkSuites.get(run.suiteId)
  if (suite === undefined) return run
  const wasAskedAgain = suite.askedAgain
  suite.askedAgain = false
  if (!wasComplete || wasAskedAgain) tellCompletion(world, repository, actor, run, suite)
  return run
}

/** What the runs of a suite come to. */
export function suiteVerdict(
  repository: Repository,
  suite: CheckSuite,
): {
  readonly status: CheckRun['status']
  readonly conclusion: CheckRun['conclusion']
  readonly runs: readonly CheckRun[]
} {
  const runs = [...repository.checkRuns.values()].filter(({ suiteId }) => suiteId === suite.id)
  const [first] = runs
  if (!first || suite.askedAgain) return { status: 'queued', conclusion: undefined, runs }
  if (runs.some(({ status }) => status !== 'completed')) {
    return {
      status: runs.every(({ status }) => status === 'queued') ? 'queued' : 'in_progress',
      conclusion: undefined,
      runs,
    }
  }
  const worst = ['action_required', 'timed_out', 'cancelled', 'failure', 'success', 'neutral', 'skipped'] as const
  const conclusion = worst.find((one) => runs.some((run) => run.conclusion === one))
  return { status: 'completed', conclusion, runs }
}

function change(world: World, run: CheckRun, input: CheckRunChange): void {
  run.name = input.name ?? run.name
  run.externalId = input.externalId ?? run.externalId
  run.detailsUrl = input.detailsUrl ?? run.detailsUrl
  run.startedAt = input.startedAt ?? run.startedAt
  run.actions = input.actions ?? run.actions
  if (input.status) run.status = input.status
  if (run.status !== 'completed' && !input.conclusion)
    Object.assign(run, { conclusion: undefined, completedAt: undefined })
  if (input.conclusion) {
    run.conclusion = input.conclusion
    run.status = 'completed'
    run.completedAt = input.completedAt ?? nowOf(world)
  }
  if (!input.output) return
  const { title, summary, text, annotations = [] } = input.output
  // Annotations are added to those that are there; GitHub takes fifty with each request.
  run.output = {
    title: title ?? run.output.title,
    summary: summary ?? run.output.summary,
    text: text ?? run.output.text,
    annotations: [...run.output.annotations, ...annotations],
  }
}

function tellCompletion(world: World, repository: Repository, actor: Actor, run: CheckRun, suite: CheckSuite): void {
  suite.updatedAt = nowOf(world)
  if (run.status !== 'completed') return
  emit(world, repository, actor, 'check_run', 'completed', { kind: 'check_run', checkRun: run })
  if (suiteVerdict(repository, suite).status !== 'completed') return
  emit(world, repository, actor, 'check_suite', 'completed', { kind: 'check_suite', checkSuite: suite })
}
