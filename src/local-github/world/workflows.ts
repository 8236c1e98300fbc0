import { load } from 'js-yaml'
import type { GitRepository } from '../git/git-repository.js'
import type { Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import type { Workflow } from './records.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

const folder = '.github/workflows'

/** What a workflow file says of when it runs; nothing else of it is played. */
export interface WorkflowFile {
  readonly name: string | undefined
  /** By event, such as `push`, with what is written below it. */
  readonly on: ReadonlyMap<string, unknown>
}

/** The workflows on the default branch, as they are now, by path. */
export async function workflowsOf(world: World, repository: Repository): Promise<Workflow[]> {
  const { workflows } = world.records(repository)
  const git = world.git(repository)
  const revision = `refs/heads/${repository.defaultBranch}`
  const tree = await git.resolve(`${revision}:${folder}`)
  const entries = tree === undefined ? undefined : await git.readTree(tree)
  const paths = (entries ?? []).map(({ path }) => `${folder}/${path}`).filter((path) => /\.ya?ml$/.test(path))
  for (const path of paths) {
    const file = await readWorkflow(git, revision, path)
    const known = workflows.get(path)
    if (known)
      Object.assign(known, { name: file?.name ?? path, state: known.state === 'deleted' ? 'active' : known.state })
    else workflows.set(path, newWorkflow(world, path, file?.name ?? path))
  }
  for (const workflow of workflows.values()) if (!paths.includes(workflow.path)) workflow.state = 'deleted'
  return paths.map((path) => workflows.get(path)).filter((workflow) => workflow !== undefined)
}

/** By id or by the file's name. */
export async function findWorkflow(world: World, repository: Repository, asked: string): Promise<Workflow | undefined> {
  const all = await workflowsOf(world, repository)
  return all.find(({ id, path }) => String(id) === asked || path === `${folder}/${asked}` || path === asked)
}

/** A workflow's file at a revision; undefined where it is not there or is no YAML. */
export async function readWorkflow(
  git: GitRepository,
  revision: string,
  path: string,
): Promise<WorkflowFile | undefined> {
  const object = await git.readObject(`${revision}:${path}`)
  if (object?.type !== 'blob') return undefined
  try {
    const value: unknown = load(object.content.toString('utf8'))
    if (!isObject(value)) return undefined
    // YAML 1.1 reads a bare `on` as true.
    return {
      name: typeof value['name'] === 'string' ? value['name'] : undefined,
      on: eventsIn(value['on'] ?? value['true']),
    }
  } catch {
    return undefined
  }
}

/** What `workflow_dispatch` asks for, by name. */
export function inputsOf({ on }: WorkflowFile): Map<string, { readonly required: boolean; readonly usual: string }> {
  const dispatch = on.get('workflow_dispatch')
  const inputs = isObject(dispatch) && isObject(dispatch['inputs']) ? dispatch['inputs'] : {}
  return new Map(
    Object.entries(inputs).map(([name, input]) => {
      const { required, default: usual } = isObject(input) ? input : {}
      return [name, { required: required === true, usual: usual == null ? '' : String(usual) }]
    }),
  )
}

function eventsIn(on: unknown): Map<string, unknown> {
  if (typeof on === 'string') return new Map([[on, undefined]])
  if (Array.isArray(on)) return new Map(on.map((event) => [String(event), undefined]))
  return new Map(isObject(on) ? Object.entries(on) : [])
}

function newWorkflow(world: World, path: string, name: string): Workflow {
  const id = world.ids.number()
  const now = nowOf(world)
  return { id, nodeId: nodeIdOf('W', id), path, name, state: 'active', createdAt: now, updatedAt: now }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
