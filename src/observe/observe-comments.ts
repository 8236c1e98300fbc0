import type { Comment } from '../model/comment.js'
import type { Actor } from './actor.js'

export const commentFields = `
  id fullDatabaseId body createdAt includesCreatedEdit lastEditedAt url author { __typename login } editor { __typename login }`

/** What {@link commentFields} give. */
export interface CommentNode {
  readonly id: string
  /** 64 bits wide, and so a text. */
  readonly fullDatabaseId: string
  readonly body: string
  readonly createdAt: string
  readonly includesCreatedEdit: boolean
  readonly lastEditedAt: string | null
  readonly url: string
  readonly author: Actor
  readonly editor: Actor
}

export function toComment(node: CommentNode, isSelf: (author: Actor) => boolean): Comment {
  const edited = node.includesCreatedEdit || node.lastEditedAt !== null
  return {
    id: Number(node.fullDatabaseId),
    author: node.author === null ? undefined : { login: node.author.login, isBot: node.author.__typename !== 'User' },
    isOurs: isSelf(node.author),
    body: node.body,
    createdAt: node.createdAt,
    edited,
    ...(edited && !isSelf(node.editor) ? { isOthersEdit: true as const } : {}),
    url: node.url,
  }
}
