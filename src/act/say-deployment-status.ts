import type { Outcome, SayDeploymentStatus } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { answerOf, isGone, isRefused } from './github-error.js'

/** In characters. */
const longestDescription = 140

/**
 * Says how a deployment stands. GitHub is kept from making others inactive by itself, which it does in some environments and not in others.
 * Of one that is gone there is nothing to say.
 */
export async function sayDeploymentStatus(
  octokit: Octokit,
  repo: RepoRef,
  { deployment, state, description }: Omit<SayDeploymentStatus, 'kind'>,
): Promise<Outcome> {
  try {
    await octokit.rest.repos.createDeploymentStatus({
      owner: repo.owner,
      repo: repo.name,
      deployment_id: deployment,
      state,
      description: description.slice(0, longestDescription),
      auto_inactive: false,
    })
    return { kind: 'done' }
  } catch (error) {
    if (isGone(error) || isRefused(error)) return { kind: 'unable', detail: answerOf(error) }
    throw error
  }
}
