import type { Hono } from 'hono'
import type { PointLimits } from '../graphql/point-limits.js'
import type { World } from '../world/world.js'
import { activityRoutes } from './activity-routes.js'
import { deploymentRoutes } from './deployment-routes.js'
import { environmentRoutes } from './environment-routes.js'
import { reviewRoutes } from './review-routes.js'
import { rulesetRoutes } from './ruleset-routes.js'
import { workflowRoutes } from './workflow-routes.js'
import { workflowRunRoutes } from './workflow-run-routes.js'
import { appRoutes } from './app-routes.js'
import { collaboratorRoutes } from './collaborator-routes.js'
import { framedApi } from './framed-api.js'
import { forkRoutes } from './fork-routes.js'
import { teamRoutes } from './team-routes.js'
import { checkRoutes } from './check-routes.js'
import { commentRoutes } from './comment-routes.js'
import { commitPullRoutes } from './commit-pull-routes.js'
import { commitRoutes } from './commit-routes.js'
import { compareRoutes } from './compare-routes.js'
import { contentsRoutes } from './contents-routes.js'
import { gitDatabaseRoutes } from './git-database-routes.js'
import { hookDeliveryRoutes, type Redeliver } from './hook-delivery-routes.js'
import { issueRoutes } from './issue-routes.js'
import { labelRoutes } from './label-routes.js'
import { metaRoutes } from './meta-routes.js'
import { protectionRoutes } from './protection-routes.js'
import { pullRoutes } from './pull-routes.js'
import { rateLimits, type RateLimits } from './rate-limit.js'
import { refRoutes } from './ref-routes.js'
import { releaseAssetRoutes } from './release-asset-routes.js'
import { releaseRoutes } from './release-routes.js'
import { repositoryRoutes } from './repository-routes.js'
import { refused } from './rest-frame.js'
import type { RestEnv } from './rest-request.js'
import { statusRoutes } from './status-routes.js'
import { userRoutes } from './user-routes.js'

export interface RestOptions {
  /** How a delivery is sent again; without it, asking for that changes nothing. */
  readonly redeliver?: Redeliver
  /** What GraphQL has counted, for `GET /rate_limit`. */
  readonly graphqlPoints?: PointLimits
  /** Counts each client's requests; of its own unless told. */
  readonly limits?: RateLimits
}

/** GitHub's REST API, version 2022-11-28, to be mounted under `/api/v3`. */
export function restRoutes(world: World, options: RestOptions = {}): Hono<RestEnv> {
  const { limits = rateLimits(world) } = options
  const rest = framedApi(world, limits)
  for (const family of [
    metaRoutes(world, limits, options.graphqlPoints),
    appRoutes(world),
    hookDeliveryRoutes(world, options.redeliver),
    userRoutes(world),
    teamRoutes(world),
  ]) {
    rest.route('/', family)
  }
  // Those whose paths are longer come first: `commits/{ref}/status` before `commits/{ref}`.
  for (const family of [
    activityRoutes(world),
    deploymentRoutes(world),
    collaboratorRoutes(world),
    environmentRoutes(world),
    forkRoutes(world),
    protectionRoutes(world),
    rulesetRoutes(world),
    reviewRoutes(world),
    workflowRoutes(world),
    workflowRunRoutes(world),
    checkRoutes(world),
    statusRoutes(world),
    commitPullRoutes(world),
    commitRoutes(world),
    compareRoutes(world),
    contentsRoutes(world),
    gitDatabaseRoutes(world),
    refRoutes(world),
    commentRoutes(world),
    labelRoutes(world),
    issueRoutes(world),
    pullRoutes(world),
    releaseAssetRoutes(world),
    releaseRoutes(world),
    repositoryRoutes(world),
  ]) {
    rest.route('/repos/:owner/:repo', family)
  }
  rest.all('*', () => refused(404, 'Not Found'))
  return rest
}
