import type { Actor, PullRequest, Repository } from './entities.js'
import { dismissReview, reviewsOf } from './reviews.js'
import { rulesOf } from './rules-of.js'
import type { World } from './world.js'

/** Takes approvals of an earlier head back, where the base's rules have it so. */
export function dismissStaleReviews(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
): void {
  const sources = rulesOf(world, repository, `refs/heads/${pullRequest.base.ref}`)
  const isAsked = sources.some((source) =>
    source.kind === 'protection'
      ? source.protection.reviews?.dismissStale === true
      : source.rules.some(({ parameters }) => parameters?.['dismiss_stale_reviews_on_push'] === true),
  )
  if (!isAsked) return
  const stale = reviewsOf(world, repository, pullRequest).filter(
    ({ state, commitId }) => state === 'APPROVED' && commitId !== pullRequest.head.sha,
  )
  for (const review of stale) dismissReview(world, repository, actor, pullRequest, review)
}
