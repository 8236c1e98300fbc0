import type { Actor, Repository } from './entities.js'
import { emit } from './emit.js'
import type { Workflow, WorkflowRun } from './records.js'
import { fitsPattern } from './ref-pattern.js'
import { invalid, Refusal } from './refusal.js'
import { isPlayOf, startRun } from './workflow-runs.js'
import { inputsOf, readWorkflow, workflowsOf, type WorkflowFile } from './workflows.js'
import type { World, WorldEvent } from './world.js'

const mostInputs = 25

/**
 * Starts a workflow by hand, from the file as it is at `ref`.
 * @throws {Refusal} 422 for a ref that is no branch or tag, a file without `workflow_dispatch`, and inputs that do not fit
 */
export async function dispatchWorkflow(
  world: World,
  repository: Repository,
  actor: Actor,
  workflow: Workflow,
  { ref, inputs = {} }: { readonly ref: string; readonly inputs?: Readonly<Record<string, string>> },
): Promise<WorkflowRun> {
  const names = Object.keys(inputs)
  if (names.length > mostInputs) {
    const count = `${mostInputs} properties are allowed; ${names.length} were supplied`
    throw new Refusal(422, `Invalid request.\n\nNo more than ${count}.`)
  }
  const git = world.git(repository)
  const short = ref.replace(/^refs\/(heads|tags)\//, '')
  const full = [`refs/heads/${short}`, `refs/tags/${short}`].filter((name) => !ref.startsWith('refs/') || name === ref)
  const shas = await Promise.all(full.map((name) => git.resolve(`${name}^{commit}`)))
  const at = shas.findIndex((sha) => sha !== undefined)
  const sha = shas[at]
  if (!sha) throw new Refusal(422, `No ref found for: ${ref}`)
  if (workflow.state !== 'active') {
    throw new Refusal(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow")
  }
  const file = await readWorkflow(git, sha, workflow.path)
  if (!file?.on.has('workflow_dispatch')) {
    throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger")
  }
  const given = checkedInputs(file, inputs)
  const told = { kind: 'workflow_dispatch', workflow: workflow.path, ref: full[at] ?? ref, inputs: given } as const
  emit(world, repository, actor, 'workflow_dispatch', null, told)
  const named = names.find((name) => /^deployment([_-]?id)?$/i.test(name))
  const deployment = named === undefined ? undefined : world.records(repository).deployments.get(Number(inputs[named]))
  const run = { workflow, event: 'workflow_dispatch', actor: actor.user, sha, branch: short, inputs: given, deployment }
  return startRun(world, repository, run)
}

/**
 * Starts what pushes and deployments start, from the file of the commit that was pushed or is deployed, where a play has been told
 * for the workflow: without one it has no runners, so that whatever history is put here waits for nobody.
 */
export async function triggerWorkflows(world: World, { name, repository, sender, subject }: WorldEvent): Promise<void> {
  if (!repository || world.records(repository).workflowPlays.length === 0) return
  // What the runner itself does starts nothing, or it would go in circles.
  if (sender.login === 'github-actions[bot]') return
  if (subject.kind === 'deployment') {
    const { deployment } = subject
    const place = { sha: deployment.sha, branch: deployment.ref, deployment }
    for (const workflow of await listening(world, repository, name, place.sha)) {
      await startRun(world, repository, { workflow, event: name, actor: sender, ...place })
    }
  }
  if (subject.kind !== 'push' || /^0+$/.test(subject.push.after)) return
  const { ref, after } = subject.push
  const commit = await world.git(repository).readCommit(after)
  if (!commit || /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(commit.message)) return
  for (const workflow of await listening(world, repository, name, after, ref)) {
    const branch = ref.replace(/^refs\/(heads|tags)\//, '')
    await startRun(world, repository, { workflow, event: name, actor: sender, sha: commit.sha, branch })
  }
}

async function listening(
  world: World,
  repository: Repository,
  event: string,
  sha: string,
  ref?: string,
): Promise<Workflow[]> {
  const plays = world.records(repository).workflowPlays
  const workflows = (await workflowsOf(world, repository)).filter(
    (workflow) => workflow.state === 'active' && plays.some((play) => isPlayOf(play, workflow)),
  )
  const files = await Promise.all(workflows.map(({ path }) => readWorkflow(world.git(repository), sha, path)))
  return workflows.filter((_workflow, index) => {
    const file = files[index]
    return file?.on.has(event) === true && (ref === undefined || listensTo(file.on.get(event), ref))
  })
}

/** `branches` and `tags`, with `*` and `**`; paths are not looked at. */
function listensTo(push: unknown, ref: string): boolean {
  const filters = typeof push === 'object' && push !== null ? (push as Record<string, unknown>) : {}
  const [branches, tags] = [filters['branches'], filters['tags']]
  const isTag = ref.startsWith('refs/tags/')
  const patterns = isTag ? tags : branches
  if (!Array.isArray(patterns)) return (isTag ? branches : tags) === undefined
  return patterns.some((pattern) => fitsPattern(String(pattern), ref.replace(/^refs\/(heads|tags)\//, '')))
}

function checkedInputs(file: WorkflowFile, inputs: Readonly<Record<string, string>>): Record<string, string> {
  const wanted = inputsOf(file)
  const unexpected = Object.keys(inputs).filter((name) => !wanted.has(name))
  if (unexpected.length > 0) throw new Refusal(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`)
  const missing = [...wanted].find(([name, { required, usual }]) => required && !(inputs[name] ?? usual))
  if (missing) throw new Refusal(422, `Required input '${missing[0]}' not provided`)
  const all = [...wanted].map(([name, { usual }]): [string, string] => [name, inputs[name] ?? usual])
  return Object.fromEntries(all.filter(([, value]) => value !== ''))
}

/** @throws {Refusal} 422 for what is no play */
export function checkedPlay(value: unknown): WorkflowRun['play'] {
  const play = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const ends = ['success', 'failure', 'cancelled', 'timed_out', 'hang', 'never']
  if (!ends.includes(String(play['end']))) {
    throw invalid({
      resource: 'WorkflowPlay',
      field: 'end',
      code: 'invalid',
      message: `end is one of ${ends.join(', ')}`,
    })
  }
  return play as unknown as WorkflowRun['play']
}
