import { addComment, deleteComment, editComment, findThread, maySpeakIn } from '../../world/comments.js'
import type { Comment, Repository } from '../../world/entities.js'
import { requireWrite } from '../access.js'
import { GraphqlFailure } from '../graphql-failure.js'
import type { QueryContext } from '../query-context.js'
import { payload, type Input } from './input.js'
import { nodeNamed } from './node-named.js'

/** `addComment`, `updateIssueComment` and `deleteIssueComment`. */
export function commentMutations(context: QueryContext): object {
  const { actor, objects, world } = context

  function requireUnlocked(repository: Repository, number: number): void {
    const thread = findThread(repository, number)
    if (!thread || maySpeakIn(world, repository, actor, thread)) return
    // In REST it is a 403; here it is one of the checks that a comment does not pass.
    throw new GraphqlFailure('UNPROCESSABLE', 'Unable to create comment because issue is locked')
  }

  /** Who wrote a comment may change it, and so may who may push; an app with the permission may change all. */
  function requireCommentWrite(repository: Repository, comment: Comment, mutation: string): void {
    const permissions = repository.pullRequests.has(comment.issueNumber)
      ? (['pull_requests', 'issues'] as const)
      : (['issues'] as const)
    const isAuthor = comment.author.id === actor.user.id
    requireWrite(context, repository, mutation, isAuthor ? 'none' : 'write', ...permissions)
  }

  return {
    async addComment({ input }: Input<{ readonly subjectId: string; readonly body: string }>) {
      const node = await nodeNamed(context, input.subjectId, 'issue', 'pullRequest')
      const { repository } = node
      const permissions = node.kind === 'issue' ? (['issues'] as const) : (['pull_requests', 'issues'] as const)
      requireWrite(context, repository, 'AddComment', 'none', ...permissions)
      const thread = node.kind === 'issue' ? node.issue : node.pullRequest
      requireUnlocked(repository, thread.number)
      const comment = await addComment(world, repository, actor, thread.number, input.body)
      const edge = {
        cursor: Buffer.from(`cursor:v2:0:${comment.id}`).toString('base64'),
        node: () => objects.comment(repository, comment),
      }
      return payload(input, {
        commentEdge: edge,
        timelineEdge: edge,
        subject: () =>
          node.kind === 'issue'
            ? objects.issue(repository, node.issue)
            : objects.pullRequest(repository, node.pullRequest),
      })
    },
    async updateIssueComment({ input }: Input<{ readonly id: string; readonly body: string }>) {
      const { repository, comment } = await nodeNamed(context, input.id, 'comment')
      requireCommentWrite(repository, comment, 'UpdateIssueComment')
      requireUnlocked(repository, comment.issueNumber)
      await editComment(world, repository, actor, comment, input.body)
      return payload(input, { issueComment: () => objects.comment(repository, comment) })
    },
    async deleteIssueComment({ input }: Input<{ readonly id: string }>) {
      const { repository, comment } = await nodeNamed(context, input.id, 'comment')
      requireCommentWrite(repository, comment, 'DeleteIssueComment')
      await deleteComment(world, repository, actor, comment)
      return payload(input)
    },
  }
}
