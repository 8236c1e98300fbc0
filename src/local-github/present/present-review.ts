import type { PullRequest, Repository } from '../world/entities.js'
import type { Review } from '../world/records.js'
import type { World } from '../world/world.js'
import { authorAssociation } from './author-association.js'
import { repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentUser } from './present-user.js'

/** A review as the API has it; one that waits has no date. */
export function presentReview(world: World, repository: Repository, { number }: PullRequest, review: Review): object {
  const pullRequest = `${repositoryApi(world, repository)}/pulls/${number}`
  const page = `${repositoryPage(world, repository)}/pull/${number}#pullrequestreview-${review.id}`
  return {
    id: review.id,
    node_id: review.nodeId,
    user: presentUser(world, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pullRequest,
    author_association: authorAssociation(world, repository, review.author),
    _links: { html: { href: page }, pull_request: { href: pullRequest } },
    ...(review.submittedAt === undefined ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  }
}

/** A review as webhooks have it. */
export function presentReviewSent(world: World, repository: Repository, pull: PullRequest, review: Review): object {
  return {
    ...presentReview(world, repository, pull, review),
    body: review.body === '' ? null : review.body,
    state: review.state.toLowerCase(),
    submitted_at: review.submittedAt ?? null,
    updated_at: review.updatedAt,
  }
}
