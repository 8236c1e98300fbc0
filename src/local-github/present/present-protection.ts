import type { Repository } from '../world/entities.js'
import type { BranchProtection } from '../world/records.js'
import type { World } from '../world/world.js'
import { presentApp } from './present-app.js'
import { encodePath, repositoryApi } from './present-git-objects.js'
import { presentTeam } from './present-team.js'
import { presentUser } from './present-user.js'

/** The protection of a branch; what is not asked for is left out. */
export function presentProtection(world: World, repository: Repository, protection: BranchProtection): object {
  const url = protectionUrl(world, repository, protection)
  const { reviews, restrictions } = protection
  return {
    url,
    ...(protection.requiredChecks
      ? { required_status_checks: presentRequiredChecks(world, repository, protection) }
      : {}),
    ...(reviews
      ? {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: reviews.dismissStale,
            require_code_owner_reviews: reviews.codeOwners,
            require_last_push_approval: reviews.lastPushApproval,
            required_approving_review_count: reviews.count,
          },
        }
      : {}),
    ...(restrictions
      ? {
          restrictions: {
            url: `${url}/restrictions`,
            users_url: `${url}/restrictions/users`,
            teams_url: `${url}/restrictions/teams`,
            apps_url: `${url}/restrictions/apps`,
            users: restrictions.users.map((user) => presentUser(world, user)),
            teams: restrictions.teams.map((team) => presentTeam(world, team)),
            apps: restrictions.apps.map((app) => presentApp(world, app)),
          },
        }
      : {}),
    required_signatures: { url: `${url}/required_signatures`, enabled: false },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforceAdmins },
    required_linear_history: { enabled: protection.linearHistory },
    allow_force_pushes: { enabled: protection.allowForcePushes },
    allow_deletions: { enabled: protection.allowDeletions },
    block_creations: { enabled: protection.blockCreations },
    required_conversation_resolution: { enabled: protection.conversationResolution },
    lock_branch: { enabled: protection.lockBranch },
    allow_fork_syncing: { enabled: false },
  }
}

export function presentRequiredChecks(world: World, repository: Repository, protection: BranchProtection): object {
  const url = `${protectionUrl(world, repository, protection)}/required_status_checks`
  const { strict = false, checks = [] } = protection.requiredChecks ?? {}
  return {
    url,
    strict,
    contexts: checks.map(({ context }) => context),
    contexts_url: `${url}/contexts`,
    checks: checks.map(({ context, appId }) => ({ context, app_id: appId ?? null })),
  }
}

function protectionUrl(world: World, repository: Repository, { branch }: BranchProtection): string {
  return `${repositoryApi(world, repository)}/branches/${encodePath(branch)}/protection`
}
