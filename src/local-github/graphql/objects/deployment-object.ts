import type { GraphQLResolveInfo } from 'graphql'
import type { Repository } from '../../world/entities.js'
import { stateOf } from '../../world/deployments.js'
import type { Deployment, DeploymentStatus } from '../../world/records.js'
import { listConnection } from '../connection.js'
import { dateTime } from '../date-time.js'
import { requireRead } from '../access.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import type { Order } from './thread-filters.js'

export interface DeploymentArguments extends PageArguments {
  readonly environments?: readonly string[] | null
  readonly orderBy?: Order | null
}

/** Deployments, of a repository or of one commit, the oldest first unless asked otherwise. */
export function deployments(
  context: QueryContext,
  repository: Repository,
  { environments, orderBy, ...args }: DeploymentArguments,
  info: GraphQLResolveInfo,
  sha?: string,
): unknown {
  requireRead(context, repository, 'deployments')
  const all = [...context.world.records(repository).deployments.values()].filter(
    (one) => (!environments || environments.includes(one.environment)) && (sha === undefined || one.sha === sha),
  )
  if (orderBy?.direction === 'DESC') all.reverse()
  return listConnection(
    args,
    info,
    all,
    ({ id }) => id,
    (one) => deploymentObject(context, repository, one),
  )
}

export function deploymentObject(context: QueryContext, repository: Repository, deployment: Deployment): SchemaObject {
  const { objects, world } = context
  const latest = deployment.statuses.at(-1)
  return {
    __typename: 'Deployment',
    id: deployment.nodeId,
    databaseId: deployment.id,
    fullDatabaseId: String(deployment.id),
    commitOid: deployment.sha,
    commit: async () => {
      const commit = await world.git(repository).readCommit(deployment.sha)
      return commit ? objects.commit(repository, commit) : null
    },
    createdAt: dateTime(deployment.createdAt),
    updatedAt: dateTime(deployment.updatedAt),
    creator: () => objects.actor(deployment.creator),
    description: deployment.description ?? null,
    environment: deployment.environment,
    latestEnvironment: deployment.environment,
    originalEnvironment: deployment.originalEnvironment,
    payload: JSON.stringify(deployment.payload),
    ref: async () => {
      const name = `refs/heads/${deployment.ref.replace(/^refs\/heads\//, '')}`
      const sha = await world.git(repository).resolve(name)
      return sha === undefined ? null : objects.ref(repository, { name, sha })
    },
    repository: () => objects.repository(repository),
    state: deploymentState(deployment),
    task: deployment.task,
    latestStatus: latest ? () => statusObject(context, repository, deployment, latest) : null,
    statuses: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(
        args,
        info,
        [...deployment.statuses].reverse(),
        ({ id }) => id,
        (status) => statusObject(context, repository, deployment, status),
      ),
  }
}

function statusObject(
  context: QueryContext,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
): SchemaObject {
  return {
    __typename: 'DeploymentStatus',
    id: status.nodeId,
    createdAt: dateTime(status.createdAt),
    updatedAt: dateTime(status.createdAt),
    creator: () => context.objects.actor(status.creator),
    deployment: () => deploymentObject(context, repository, deployment),
    description: status.description === '' ? null : status.description,
    environment: status.environment,
    environmentUrl: status.environmentUrl === '' ? null : status.environmentUrl,
    logUrl: status.logUrl === '' ? null : status.logUrl,
    state: status.state.toUpperCase(),
  }
}

/** A success is `ACTIVE` for a deployment, until it is made inactive. */
function deploymentState(deployment: Deployment): string {
  const state = stateOf(deployment)
  return state === 'success' ? 'ACTIVE' : state.toUpperCase()
}
