import type { PullRequest, Repository } from './entities.js'
import { countingOpinions } from './reviews.js'
import { requiredApprovals, rulesOf } from './rules-of.js'
import type { World } from './world.js'

/** What reviews come to where the base branch asks for them; undefined where it does not. */
export function decisionOf(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
): 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | undefined {
  const needed = requiredApprovals(rulesOf(world, repository, `refs/heads/${pullRequest.base.ref}`))
  if (needed === undefined || needed === 0) return undefined
  const opinions = countingOpinions(world, repository, pullRequest)
  if (opinions.some(({ state }) => state === 'CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  return opinions.filter(({ state }) => state === 'APPROVED').length >= needed ? 'APPROVED' : 'REVIEW_REQUIRED'
}
