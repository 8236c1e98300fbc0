import type { RepoRef } from '../model/repo-ref.js'
import { printRepoRef } from '../model/repo-ref.js'
import type { Talk } from '../model/talk.js'

/** So many issues, and as many pull requests, are read in the first look. */
export const talksAtOnce = 8

/** Until when the conversations of a repository were read: whatever was touched before has been seen. */
export interface KnownTalks {
  /** ISO 8601; undefined where they were not, as far as is remembered. */
  seenUntil(repo: RepoRef): string | undefined
  note(repo: RepoRef, talks: readonly Pick<Talk, 'touchedAt'>[]): void
}

/** Reads lag, and a look that failed is tried again for a while: what was touched shortly before is read once more. */
const againMs = 30 * 60_000

/** Repositories, the ones that were read longest ago forgotten first. */
const most = 10_000

/** In memory: what is forgotten is read again. */
export function createKnownTalks(): KnownTalks {
  const until = new Map<string, string>()
  return {
    seenUntil: (repo) => until.get(printRepoRef(repo)),
    note(repo, talks) {
      const newest = talks.reduce((latest, { touchedAt }) => Math.max(latest, Date.parse(touchedAt)), 0)
      const key = printRepoRef(repo)
      until.delete(key)
      until.set(key, new Date(newest - againMs).toISOString())
      for (const oldest of until.keys()) {
        if (until.size <= most) break
        until.delete(oldest)
      }
    },
  }
}
