import type { DraftSeen } from '../../model/snapshot.js'

type Draft = DraftSeen & { readonly id: number }

/**
 * Of several drafts of one tag the one that counts: the first that has files, else the oldest. GitHub keeps any number of them, and a request
 * whose answer was lost leaves a twin: what we (`self`) made, says the same and has no files. Any other draft is somebody's.
 */
export function keepDraft(
  drafts: readonly Draft[],
  self: string,
): { readonly kept: Draft | undefined; readonly twins: readonly Draft[] } {
  const oldestFirst = drafts.toSorted((a, b) => a.id - b.id)
  const kept = oldestFirst.find(({ isEmpty }) => !isEmpty) ?? oldestFirst[0]
  const twins = oldestFirst.filter(
    (draft) =>
      draft !== kept &&
      draft.isEmpty &&
      draft.author === self &&
      draft.author === kept?.author &&
      draft.name === kept.name &&
      draft.body === kept.body,
  )
  return { kept, twins }
}
