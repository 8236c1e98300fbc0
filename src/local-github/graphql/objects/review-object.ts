import type { PullRequest, Repository } from '../../world/entities.js'
import type { Review } from '../../world/records.js'
import { dateTime, dateTimeOrNull } from '../date-time.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { associationOf, plainText } from './thread-fields.js'

export function reviewObject(
  context: QueryContext,
  repository: Repository,
  pullRequest: PullRequest,
  review: Review,
): SchemaObject {
  const { actor, objects, world } = context
  const path = `/${repository.owner.login}/${repository.name}/pull/${pullRequest.number}#pullrequestreview-${review.id}`
  return {
    __typename: 'PullRequestReview',
    id: review.nodeId,
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    author: () => objects.actor(review.author),
    authorAssociation: associationOf(context, repository, review.author),
    authorCanPushToRepository: ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(
      associationOf(context, repository, review.author),
    ),
    body: review.body,
    bodyText: plainText(review.body),
    state: review.state,
    commit: async () => {
      const commit = await world.git(repository).readCommit(review.commitId)
      return commit ? objects.commit(repository, commit) : null
    },
    createdAt: dateTime(review.createdAt),
    updatedAt: dateTime(review.updatedAt),
    submittedAt: dateTimeOrNull(review.submittedAt),
    publishedAt: dateTimeOrNull(review.submittedAt),
    pullRequest: () => objects.pullRequest(repository, pullRequest),
    repository: () => objects.repository(repository),
    viewerDidAuthor: review.author.id === actor.user.id,
    resourcePath: path,
    url: `${world.url}${path}`,
  }
}
