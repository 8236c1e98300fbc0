import { printRepoRef, type RepoRef } from '../model/repo-ref.js'
import type { Touched } from '../model/talk.js'

/** Pull requests that were merged into another branch and in which nothing is to be shown, as they were when they were touched last. */
export interface KnownLineMerges {
  isDone(repo: RepoRef, touched: Touched): boolean
  note(repo: RepoRef, touched: Touched): void
  /** What it claims was not found. Reads lag: that is believed when it was read three times. */
  doubt(repo: RepoRef, touched: Touched): void
}

const enough = 3

/** The ones that were noted longest ago are forgotten first. */
const most = 50_000

/** In memory: what is forgotten is read again. */
export function createKnownLineMerges(): KnownLineMerges {
  const noted = new Map<string, { readonly touchedAt: string; readonly times: number }>()
  const keyOf = (repo: RepoRef, { number }: Touched): string => `${printRepoRef(repo)}#${number}`

  function timesOf(repo: RepoRef, touched: Touched): number {
    const last = noted.get(keyOf(repo, touched))
    return last?.touchedAt === touched.touchedAt ? last.times : 0
  }

  function keep(repo: RepoRef, touched: Touched, times: number): void {
    noted.delete(keyOf(repo, touched))
    noted.set(keyOf(repo, touched), { touchedAt: touched.touchedAt, times })
    for (const oldest of noted.keys()) {
      if (noted.size <= most) break
      noted.delete(oldest)
    }
  }

  return {
    isDone: (repo, touched) => timesOf(repo, touched) >= enough,
    note: (repo, touched) => keep(repo, touched, enough),
    doubt: (repo, touched) => keep(repo, touched, timesOf(repo, touched) + 1),
  }
}
