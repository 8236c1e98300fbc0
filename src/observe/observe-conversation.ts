import type { Comment } from '../model/comment.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { isBotNamed } from './actor.js'
import { isMissing } from './is-missing.js'
import { commentFields, toComment, type CommentNode } from './observe-comments.js'

/** Whatever lies behind a thousand comments stays unread. */
const mostPages = 10

const page = `comments(last: 100, before: $before) { nodes { ${commentFields} } pageInfo { hasPreviousPage startCursor } }`

const conversationQuery = `
  query ($owner: String!, $name: String!, $number: Int!, $before: String) {
    repository(owner: $owner, name: $name) {
      issueOrPullRequest(number: $number) { ... on Issue { ${page} } ... on PullRequest { ${page} } }
    }
  }`

interface ConversationAnswer {
  readonly repository: {
    readonly issueOrPullRequest: {
      readonly comments: {
        readonly nodes: readonly CommentNode[]
        readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null }
      }
    } | null
  }
}

/**
 * What was said in an issue or a pull request, oldest first, back to a comment: a GraphQL query for each hundred. None where there is
 * no such thread.
 */
export async function observeConversation(
  octokit: Octokit,
  { repo, login }: Pick<Snapshot, 'repo' | 'login'>,
  { thread: number, comment }: Omit<Extract<Look, { kind: 'conversation' }>, 'kind'>,
): Promise<readonly Comment[]> {
  const isSelf = isBotNamed(login)
  let read: Comment[] = []
  let before: string | null = null
  try {
    for (let pages = 0; pages < mostPages; pages += 1) {
      const variables = { owner: repo.owner, name: repo.name, number, before }
      const answer: ConversationAnswer = await octokit.graphql(conversationQuery, variables)
      const comments = answer.repository.issueOrPullRequest?.comments
      if (comments === undefined) return read
      read = [...comments.nodes.map((node) => toComment(node, isSelf)), ...read]
      before = comments.pageInfo.hasPreviousPage ? comments.pageInfo.startCursor : null
      // Ids grow: what answers it lies behind it.
      if (before === null || read.some(({ id }) => id <= comment)) return read
    }
    return read
  } catch (error) {
    if (isMissing(error)) return read
    throw error
  }
}
