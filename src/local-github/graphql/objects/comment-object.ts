import { findThread } from '../../world/comments.js'
import type { Comment, Repository } from '../../world/entities.js'
import { dateTime } from '../date-time.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { associationOf, plainText } from './thread-fields.js'

export function commentObject(context: QueryContext, repository: Repository, comment: Comment): SchemaObject {
  const { actor, objects, world } = context
  const pullRequest = repository.pullRequests.get(comment.issueNumber)
  const folder = pullRequest ? 'pull' : 'issues'
  const resourcePath = `/${repository.owner.login}/${repository.name}/${folder}/${comment.issueNumber}#issuecomment-${comment.id}`
  return {
    __typename: 'IssueComment',
    id: comment.nodeId,
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    author: () => objects.actor(comment.author),
    authorAssociation: associationOf(context, repository, comment.author),
    body: comment.body,
    bodyText: plainText(comment.body),
    createdAt: dateTime(comment.createdAt),
    publishedAt: dateTime(comment.createdAt),
    updatedAt: dateTime(comment.updatedAt),
    // The world keeps when a comment was last changed, and nothing but an edit of the body changes one.
    lastEditedAt: comment.updatedAt === comment.createdAt ? null : dateTime(comment.updatedAt),
    includesCreatedEdit: comment.updatedAt !== comment.createdAt,
    editor: () => (comment.editor ? objects.actor(comment.editor) : null),
    isMinimized: false,
    minimizedReason: null,
    viewerDidAuthor: comment.author.id === actor.user.id,
    resourcePath,
    url: `${world.url}${resourcePath}`,
    repository: () => objects.repository(repository),
    pullRequest: pullRequest ? () => objects.pullRequest(repository, pullRequest) : null,
    issue: () => {
      const thread = findThread(repository, comment.issueNumber)
      if (!thread || 'head' in thread) throw new Error(`comment ${comment.id} is not on an issue`)
      return objects.issue(repository, thread)
    },
  }
}
