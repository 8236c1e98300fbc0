import type { CommitRange } from '../model/snapshot.js'

/** Ranges that were read before, by the commits at both ends: these never change, so what was read once is right for good. */
export interface KnownRanges {
  find(base: string, head: string): CommitRange | undefined
  keep(base: string, head: string, range: CommitRange): void
}

/** So many commits in all, a few megabytes. */
const mostCommits = 20_000

/** In memory: what is forgotten is read again. */
export function createKnownRanges(): KnownRanges {
  const kept = new Map<string, CommitRange>()
  let size = 0
  const sizeOf = ({ commits }: CommitRange): number => commits.length + 1

  return {
    find: (base, head) => kept.get(`${base}..${head}`),
    keep(base, head, range) {
      const key = `${base}..${head}`
      if (kept.has(key) || sizeOf(range) > mostCommits) return
      kept.set(key, range)
      size += sizeOf(range)
      for (const [oldest, dropped] of kept) {
        if (size <= mostCommits) break
        kept.delete(oldest)
        size -= sizeOf(dropped)
      }
    },
  }
}
