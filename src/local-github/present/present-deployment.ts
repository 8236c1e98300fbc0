import type { App, Repository } from '../world/entities.js'
import type { Deployment, DeploymentStatus } from '../world/records.js'
import type { World } from '../world/world.js'
import { presentApp } from './present-app.js'
import { repositoryApi } from './present-git-objects.js'
import { presentUser } from './present-user.js'

export function presentDeployment(world: World, repository: Repository, deployment: Deployment): object {
  const api = repositoryApi(world, repository)
  const url = `${api}/deployments/${deployment.id}`
  return {
    url,
    id: deployment.id,
    node_id: deployment.nodeId,
    task: deployment.task,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description ?? null,
    created_at: deployment.createdAt,
    updated_at: deployment.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: api,
    creator: presentUser(world, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: appOrNull(world, deployment.app),
  }
}

export function presentDeploymentStatus(
  world: World,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): object {
  const api = repositoryApi(world, repository)
  const url = `${api}/deployments/${deployment.id}`
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    creator: presentUser(world, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: api,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: appOrNull(world, status.app),
  }
}

function appOrNull(world: World, app: App | undefined): object | null {
  return app ? presentApp(world, app) : null
}
