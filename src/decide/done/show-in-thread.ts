import type { ShowStage } from '../../model/action.js'
import { waitingLabel } from '../../model/change.js'
import type { Thread, ThreadComment } from '../../model/thread.js'
import { tellsStage } from '../words/done.js'

/** How people are told: by one comment that is edited, by a new one each time, or not at all. */
export type Tell = 'edit' | 'comment' | 'off'

/** What a thread is to show. */
export interface Shown {
  /** Undefined leaves the comment as it is. */
  readonly body: string | undefined
  /** Whether the comment is written where there is none; otherwise one that is there is edited. */
  readonly posts: boolean
  /** Names of labels. */
  readonly adds: readonly string[]
  readonly removes: readonly string[]
  /** Of an issue, where it is to change. */
  readonly state?: 'open' | 'closed' | undefined
  readonly isRelease: boolean
}

/**
 * What is missing in a thread for it to show that; undefined where nothing is. Labels follow once the comment is seen: one that was posted
 * twice because an answer was lost has lost its twin by then. `labelIds` are node ids, by name.
 */
export function showInThread(
  thread: Thread,
  shown: Shown,
  tell: Tell,
  labelIds: Readonly<Record<string, string>>,
): ShowStage | undefined {
  const { comment, deletes } = commentIn(thread, shown, tell)
  const isPosted = comment !== undefined && 'post' in comment
  const idsOf = (names: readonly string[]): string[] => names.flatMap((name) => labelIds[name] ?? [])
  const addLabels = isPosted ? [] : idsOf(shown.adds.filter((name) => !thread.labels.includes(name)))
  const removeLabels = isPosted ? [] : idsOf(shown.removes.filter((name) => thread.labels.includes(name)))
  const { state, isRelease } = shown
  const [added, ...more] = addLabels
  const isMark = added !== undefined && added === labelIds[waitingLabel] && more.length === 0
  const onlyMarks = isMark && (comment ?? state) === undefined && deletes.length + removeLabels.length === 0
  if (
    comment === undefined &&
    state === undefined &&
    [deletes, addLabels, removeLabels].every((all) => all.length === 0)
  )
    return undefined
  return {
    kind: 'show-stage',
    number: thread.number,
    thread: thread.id,
    ...(comment === undefined ? {} : { comment }),
    deletes,
    addLabels,
    removeLabels,
    ...(state === undefined ? {} : { state }),
    isRelease,
    ...(onlyMarks ? { onlyMarks } : {}),
  }
}

/** What our comment in a thread tells; undefined where there is none. */
export function toldIn({ comments }: Thread): string | undefined {
  return ours(comments)[0]?.body
}

function ours(comments: readonly ThreadComment[]): ThreadComment[] {
  return comments.filter(({ isOurs, body }) => isOurs && tellsStage(body)).toSorted((a, b) => a.id - b.id)
}

function commentIn(
  thread: Thread,
  { body, posts }: Shown,
  tell: Tell,
): { readonly comment?: NonNullable<ShowStage['comment']>; readonly deletes: readonly string[] } {
  const all = ours(thread.comments)
  const says = (comment: ThreadComment): boolean => comment.body.trim() === body?.trim()
  const theirs = all.find(({ edited }) => edited)
  const kept = theirs ?? (tell === 'comment' ? all.find(says) : undefined) ?? all[0]
  const others = all.filter((comment) => comment !== kept && !comment.edited).map(({ nodeId }) => nodeId)
  if (kept === undefined) {
    // A comment that a person deleted stays deleted: where a label says that it was there, none is written again.
    const wasThere = thread.labels.some((label) => label.startsWith('landfall: '))
    if (body === undefined || !posts || tell === 'off' || thread.isLocked || wasThere) return { deletes: [] }
    return { comment: { post: body }, deletes: [] }
  }
  // What a person wrote into it is not written over, nor said anew beside it.
  if (body === undefined || says(kept) || thread.isLocked || theirs !== undefined) return { deletes: others }
  if (tell === 'comment') return { comment: { post: body }, deletes: [kept.nodeId, ...others] }
  return { comment: { edit: kept.nodeId, body }, deletes: others }
}
