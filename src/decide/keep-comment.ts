import type { Action } from '../model/action.js'
import type { Comment } from '../model/comment.js'

/**
 * Makes a thread carry one comment of ours of a kind, with this text: the oldest is kept and edited, later twins go, and where there is
 * none it is written.
 */
export function keepComment(
  thread: { readonly number: number; readonly comments: readonly Comment[] },
  isOfKind: (body: string) => boolean,
  body: string,
): Action[] {
  const ours = thread.comments.filter((comment) => comment.isOurs && isOfKind(comment.body))
  const [oldest, ...twins] = ours.toSorted((a, b) => a.id - b.id)
  if (oldest === undefined) return [{ kind: 'post-comment', number: thread.number, body }]
  return [
    ...(oldest.body.trim() === body.trim() ? [] : [{ kind: 'edit-comment', comment: oldest.id, body } as const]),
    ...twins.map(({ id }) => ({ kind: 'delete-comment', comment: id }) as const),
  ]
}
