import { presentPullRequest } from '../present/present-pull-request.js'
import { presentReviewSent } from '../present/present-review.js'
import { presentTeam } from '../present/present-team.js'
import { presentUser } from '../present/present-user.js'
import type { Repository, User } from '../world/entities.js'
import type { Team } from '../world/records.js'
import type { Subject } from '../world/subject.js'
import type { World } from '../world/world.js'

/** A `pull_request_review`. */
export async function reviewPayload(
  world: World,
  repository: Repository,
  { pullRequest, review, changes }: Extract<Subject, { kind: 'review' }>,
): Promise<object> {
  const known = {
    review: presentReviewSent(world, repository, pullRequest, review),
    ...(changes ? { changes } : {}),
  }
  return { ...known, pull_request: await presentPullRequest(world, repository, pullRequest, { list: true }) }
}

/** Who is asked for a review, or no longer. */
export function reviewerPayload(world: World, reviewer: User | Team): object {
  return 'login' in reviewer
    ? { requested_reviewer: presentUser(world, reviewer) }
    : { requested_team: presentTeam(world, reviewer) }
}
