import type { Comment } from '../model/comment.js'
import { repliesIn } from './replies-in.js'

/** A comment that says a command, and has no reply of ours. */
export interface Unanswered<C> {
  readonly comment: Comment
  readonly command: C
  readonly login: string
}

/**
 * The comments that say what `parse` understands and have no reply of ours, oldest first. An edited reply drives nothing, and still is an answer.
 * Commands of bots and in edited comments are none.
 */
export function unansweredIn<C>(comments: readonly Comment[], parse: (body: string) => C | undefined): Unanswered<C>[] {
  const answered = new Set(repliesIn(comments).kept.map(({ reply }) => reply.comment))
  return comments.flatMap((comment) => {
    const { author, edited, body, id } = comment
    if (author === undefined || author.isBot || edited || answered.has(id)) return []
    const command = parse(body)
    return command === undefined ? [] : [{ comment, command, login: author.login }]
  })
}
