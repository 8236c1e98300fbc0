import type { LineHistory } from '../model/backport.js'
import type { Sha } from '../model/commit.js'

/** What commits reach that branches stood at: that never changes, so what was read once is right for good. */
export interface KnownLines {
  find(head: Sha): LineHistory | undefined
  keep(head: Sha, history: LineHistory): void
}

/** The ones that were kept longest ago are forgotten first. */
const most = 200

/** In memory: what is forgotten is read again. */
export function createKnownLines(): KnownLines {
  const kept = new Map<Sha, LineHistory>()
  return {
    find: (head) => kept.get(head),
    keep(head, history) {
      kept.delete(head)
      kept.set(head, history)
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
    },
  }
}
