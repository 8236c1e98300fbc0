import type { App, Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import type { Environment } from './records.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** The environment of that name, made where it is not there: whatever names one makes it, as on GitHub. */
export function ensureEnvironment(world: World, repository: Repository, name: string): Environment {
  const known = findEnvironment(world, repository, name)
  if (known) return known
  const id = world.ids.number()
  const now = nowOf(world)
  const environment: Environment = {
    id,
    nodeId: nodeIdOf('EN', id),
    name,
    createdAt: now,
    updatedAt: now,
    waitTimer: 0,
    preventSelfReview: false,
    reviewers: [],
    branchPolicy: undefined,
    branchPatterns: [],
    gates: [],
  }
  world.records(repository).environments.set(name.toLowerCase(), environment)
  return environment
}

export function findEnvironment(world: World, repository: Repository, name: string): Environment | undefined {
  return world.records(repository).environments.get(name.toLowerCase())
}

/** Sets what protects an environment, making it where it is not there: what is left out is taken away, as GitHub's PUT does. */
export function setEnvironment(
  world: World,
  repository: Repository,
  name: string,
  protection: Partial<Pick<Environment, 'waitTimer' | 'preventSelfReview' | 'reviewers' | 'branchPolicy'>>,
): Environment {
  const environment = ensureEnvironment(world, repository, name)
  const none = { waitTimer: 0, preventSelfReview: false, reviewers: [], branchPolicy: undefined }
  return Object.assign(environment, none, protection, { updatedAt: nowOf(world) })
}

export function deleteEnvironment(world: World, repository: Repository, { name }: Environment): void {
  world.records(repository).environments.delete(name.toLowerCase())
}

/** An app that answers before a job may use the environment. */
export function addGate(world: World, environment: Environment, app: App): Environment['gates'][number] {
  const known = environment.gates.find((gate) => gate.app.id === app.id)
  if (known) return known
  const gate = { id: world.ids.number(), app }
  environment.gates.push(gate)
  return gate
}
