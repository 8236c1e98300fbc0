import { parseCommandReply, type CommandReply } from '../model/command-reply.js'
import type { Comment } from '../model/comment.js'

/** Our replies to commands, the oldest to each, in the order of the commands; the others, by their ids, are twins. */
export function repliesIn(comments: readonly Comment[]): {
  readonly kept: readonly { readonly comment: Comment; readonly reply: CommandReply }[]
  readonly twins: readonly number[]
} {
  const kept = new Map<number, { readonly comment: Comment; readonly reply: CommandReply }>()
  const twins: number[] = []
  for (const comment of comments.filter(({ isOurs }) => isOurs).toSorted((a, b) => a.id - b.id)) {
    const reply = parseCommandReply(comment.body)
    if (reply === undefined) continue
    if (kept.has(reply.comment)) twins.push(comment.id)
    else kept.set(reply.comment, { comment, reply })
  }
  return { kept: [...kept.values()].sort((a, b) => a.reply.comment - b.reply.comment), twins }
}
