import { nodeIdOf } from '../world/ids.js'
import type { Repository } from '../world/entities.js'
import type { Environment, Reviewer } from '../world/records.js'
import type { World } from '../world/world.js'
import { repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentTeam } from './present-team.js'
import { presentUser } from './present-user.js'

export function presentEnvironment(world: World, repository: Repository, environment: Environment): object {
  return {
    ...presentEnvironmentName(world, repository, environment),
    created_at: environment.createdAt,
    updated_at: environment.updatedAt,
    protection_rules: protectionRules(world, environment),
    deployment_branch_policy: environment.branchPolicy
      ? {
          protected_branches: environment.branchPolicy.protectedBranches,
          custom_branch_policies: environment.branchPolicy.customBranchPolicies,
        }
      : null,
  }
}

/** The few fields by which a run that waits names it. */
export function presentEnvironmentName(
  world: World,
  repository: Repository,
  { id, nodeId, name }: Environment,
): object {
  return {
    id,
    node_id: nodeId,
    name,
    url: `${repositoryApi(world, repository)}/environments/${encodeURIComponent(name)}`,
    html_url: `${repositoryPage(world, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
  }
}

export function presentReviewer(world: World, reviewer: Reviewer): object {
  return reviewer.type === 'User'
    ? { type: 'User', reviewer: presentUser(world, reviewer.user) }
    : { type: 'Team', reviewer: presentTeam(world, reviewer.team) }
}

function protectionRules(world: World, environment: Environment): object[] {
  const rule = (key: string, place: number) => ({
    id: environment.id * 10 + place,
    node_id: nodeIdOf('GA', `${environment.id}:${key}`),
  })
  const { waitTimer, reviewers, preventSelfReview, branchPolicy } = environment
  return [
    ...(waitTimer > 0 ? [{ ...rule('wait', 1), type: 'wait_timer', wait_timer: waitTimer }] : []),
    ...(reviewers.length > 0
      ? [
          {
            ...rule('reviewers', 2),
            prevent_self_review: preventSelfReview,
            type: 'required_reviewers',
            reviewers: reviewers.map((reviewer) => presentReviewer(world, reviewer)),
          },
        ]
      : []),
    ...(branchPolicy ? [{ ...rule('branches', 3), type: 'branch_policy' }] : []),
  ]
}
