import type { Actor, Issue, Label, PullRequest, Repository } from './entities.js'
import { emit, emitThread } from './emit.js'
import { nodeIdOf } from './ids.js'
import { invalid } from './refusal.js'
import type { World } from './world.js'

const defaults: readonly (readonly [name: string, color: string, description: string])[] = [
  ['bug', 'd73a4a', "Something isn't working"],
  ['documentation', '0075ca', 'Improvements or additions to documentation'],
  ['duplicate', 'cfd3d7', 'This issue or pull request already exists'],
  ['enhancement', 'a2eeef', 'New feature or request'],
  ['good first issue', '7057ff', 'Good for newcomers'],
  ['help wanted', '008672', 'Extra attention is needed'],
  ['invalid', 'e4e669', "This doesn't seem right"],
  ['question', 'd876e3', 'Further information is requested'],
  ['wontfix', 'ffffff', 'This will not be worked on'],
]

/** The labels that GitHub gives every new repository. */
export function createDefaultLabels(world: World, repository: Repository): void {
  for (const [name, color, description] of defaults) addLabel(world, repository, name, color, description)
}

export function findLabel(repository: Repository, name: string): Label | undefined {
  return repository.labels.get(name.toLowerCase())
}

/** @throws {Refusal} 422 where there is one of that name */
export function createLabel(
  world: World,
  repository: Repository,
  actor: Actor,
  {
    name,
    color = 'ededed',
    description = '',
  }: { readonly name: string; readonly color?: string; readonly description?: string },
): Label {
  if (findLabel(repository, name)) throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
  if (!/^[0-9a-f]{6}$/i.test(color)) throw invalid({ resource: 'Label', code: 'invalid', field: 'color' })
  const label = addLabel(world, repository, name, color, description)
  emit(world, repository, actor, 'label', 'created', { kind: 'label', label })
  return label
}

/** Renames, too; threads that carry the label keep it under its new name. */
export function editLabel(
  world: World,
  repository: Repository,
  actor: Actor,
  label: Label,
  change: { readonly name?: string; readonly color?: string; readonly description?: string },
): void {
  const { name: from } = label
  const { name = from, color = label.color, description = label.description } = change
  if (name.toLowerCase() !== from.toLowerCase() && findLabel(repository, name)) {
    throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
  }
  repository.labels.delete(from.toLowerCase())
  Object.assign(label, { name, color, description })
  repository.labels.set(name.toLowerCase(), label)
  for (const thread of threadsOf(repository)) thread.labels = thread.labels.map((one) => (one === from ? name : one))
  emit(world, repository, actor, 'label', 'edited', {
    kind: 'label',
    label,
    changes: name === from ? {} : { name: { from } },
  })
}

export function deleteLabel(world: World, repository: Repository, actor: Actor, label: Label): void {
  repository.labels.delete(label.name.toLowerCase())
  for (const thread of threadsOf(repository)) thread.labels = thread.labels.filter((one) => one !== label.name)
  emit(world, repository, actor, 'label', 'deleted', { kind: 'label', label })
}

/** Makes these the labels of an issue or pull request; a name that is no label yet becomes one, as on GitHub. */
export function setLabels(
  world: World,
  repository: Repository,
  actor: Actor,
  thread: Issue | PullRequest,
  names: readonly string[],
): readonly Label[] {
  const wanted = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
  const labels = wanted.map((name) => findLabel(repository, name) ?? createLabel(world, repository, actor, { name }))
  const removed = thread.labels.filter((name) => !labels.some((label) => label.name === name))
  const added = labels.filter((label) => !thread.labels.includes(label.name))
  const at = world
    .clock()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
  for (const name of removed) {
    thread.labels = thread.labels.filter((one) => one !== name)
    thread.events.push({ kind: 'unlabeled', actor: actor.user, at, detail: name })
    const label = findLabel(repository, name)
    emitThread(world, repository, actor, thread, 'unlabeled', label ? { label } : {})
  }
  for (const label of added) {
    thread.labels = [...thread.labels, label.name]
    thread.events.push({ kind: 'labeled', actor: actor.user, at, detail: label.name })
    emitThread(world, repository, actor, thread, 'labeled', { label })
  }
  if (removed.length > 0 || added.length > 0) thread.updatedAt = at
  return labels
}

export function addLabels(
  world: World,
  repository: Repository,
  actor: Actor,
  thread: Issue | PullRequest,
  names: readonly string[],
): readonly Label[] {
  return setLabels(world, repository, actor, thread, [...thread.labels, ...names])
}

function addLabel(world: World, repository: Repository, name: string, color: string, description: string): Label {
  const id = world.ids.number()
  const label: Label = { id, nodeId: nodeIdOf('LA', id), name, color: color.toLowerCase(), description }
  repository.labels.set(name.toLowerCase(), label)
  return label
}

function threadsOf(repository: Repository): (Issue | PullRequest)[] {
  return [...repository.issues.values(), ...repository.pullRequests.values()]
}
