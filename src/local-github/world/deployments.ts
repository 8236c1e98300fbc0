import { emit } from './emit.js'
import type { Actor, Repository } from './entities.js'
import { ensureEnvironment } from './environments.js'
import { nodeIdOf } from './ids.js'
import type { Deployment, DeploymentStatus, WorkflowRun } from './records.js'
import { invalid, Refusal } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

export interface NewDeployment {
  readonly sha: string
  /** As it was asked for: a branch, a tag or a sha. */
  readonly ref: string
  readonly environment?: string | undefined
  readonly task?: string | undefined
  readonly payload?: object | string | undefined
  readonly description?: string | undefined
  readonly transient?: boolean | undefined
  readonly production?: boolean | undefined
}

const longestDescription = 140

/** Records that something is to be deployed, and tells. Whether it may be is asked before: `deployment-conditions.ts`. */
export function createDeployment(
  world: World,
  repository: Repository,
  actor: Actor,
  input: NewDeployment,
  run?: WorkflowRun,
): Deployment {
  const { environment = 'production', description } = input
  const id = world.ids.number()
  const now = nowOf(world)
  const deployment: Deployment = {
    id,
    nodeId: nodeIdOf('DE', id),
    sha: input.sha,
    ref: input.ref,
    task: input.task ?? 'deploy',
    payload: input.payload ?? {},
    originalEnvironment: environment,
    environment,
    description: description === '' ? undefined : description,
    creator: actor.user,
    app: actor.kind === 'installation' ? actor.installation.app : undefined,
    transient: input.transient ?? false,
    production: input.production ?? environment.toLowerCase() === 'production',
    createdAt: now,
    updatedAt: now,
    statuses: [],
  }
  world.records(repository).deployments.set(id, deployment)
  ensureEnvironment(world, repository, environment)
  emit(world, repository, actor, 'deployment', 'created', { kind: 'deployment', deployment, ...(run ? { run } : {}) })
  return deployment
}

export interface NewDeploymentStatus {
  readonly state: DeploymentStatus['state']
  readonly description?: string | undefined
  readonly environment?: string | undefined
  readonly environmentUrl?: string | undefined
  readonly logUrl?: string | undefined
  /** Unless false, a success makes the earlier successes of the environment inactive, but those in production and transient ones. */
  readonly autoInactive?: boolean | undefined
}

/** @throws {Refusal} 422 for a description that is too long */
export function createDeploymentStatus(
  world: World,
  repository: Repository,
  actor: Actor,
  deployment: Deployment,
  input: NewDeploymentStatus,
  run?: WorkflowRun,
): DeploymentStatus {
  const { state, description = '', environment, autoInactive = true } = input
  if (description.length > longestDescription) {
    const message = `description is too long (maximum is ${longestDescription} characters)`
    throw invalid({ resource: 'DeploymentStatus', code: 'custom', field: 'description', message })
  }
  if (environment !== undefined && environment !== '') {
    deployment.environment = environment
    ensureEnvironment(world, repository, environment)
  }
  const status = addStatus(world, repository, actor, deployment, { ...input, description }, run)
  if (state === 'success' && autoInactive) {
    for (const earlier of earlierSuccesses(world, repository, deployment)) {
      addStatus(world, repository, actor, earlier, { state: 'inactive' })
    }
  }
  return status
}

/** @throws {Refusal} 422 for one that is active and not alone in its environment */
export function deleteDeployment(world: World, repository: Repository, deployment: Deployment): void {
  const { deployments } = world.records(repository)
  const isAlone = ![...deployments.values()].some(
    ({ id, environment }) => id !== deployment.id && environment === deployment.environment,
  )
  if (!isAlone && stateOf(deployment) !== 'inactive') {
    throw new Refusal(
      422,
      'We cannot delete an active deployment unless it is the only deployment in a given environment.',
    )
  }
  deployments.delete(deployment.id)
}

/** What was said last; `pending` where nothing was. */
export function stateOf({ statuses }: Deployment): DeploymentStatus['state'] {
  return statuses.at(-1)?.state ?? 'pending'
}

function addStatus(
  world: World,
  repository: Repository,
  actor: Actor,
  deployment: Deployment,
  { state, description = '', environmentUrl = '', logUrl = '' }: NewDeploymentStatus,
  run?: WorkflowRun,
): DeploymentStatus {
  const id = world.ids.number()
  const status: DeploymentStatus = {
    id,
    nodeId: nodeIdOf('DES', id),
    state,
    creator: actor.user,
    app: actor.kind === 'installation' ? actor.installation.app : undefined,
    description,
    environment: deployment.environment,
    environmentUrl,
    logUrl,
    createdAt: nowOf(world),
  }
  deployment.statuses.push(status)
  deployment.updatedAt = status.createdAt
  emit(world, repository, actor, 'deployment_status', 'created', {
    kind: 'deployment_status',
    deployment,
    status,
    ...(run ? { run } : {}),
  })
  return status
}

function earlierSuccesses(world: World, repository: Repository, { id, environment }: Deployment): Deployment[] {
  return [...world.records(repository).deployments.values()].filter(
    (other) =>
      other.id < id &&
      other.environment === environment &&
      !other.transient &&
      !other.production &&
      stateOf(other) === 'success',
  )
}
