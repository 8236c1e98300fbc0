import { printRepoRef, type RepoRef } from '../model/repo-ref.js'

/** Which files of the default branch's head were read last, by repository: those that a refresh of the release pull request writes. */
export interface KnownPaths {
  /** Gives them once: who does not need them this time does not read them the next. */
  take(repo: RepoRef): readonly string[]
  note(repo: RepoRef, paths: readonly string[]): void
}

/** Repositories, the ones that were noted longest ago forgotten first. */
const most = 10_000

/** In memory: what is forgotten is asked for when it is needed. */
export function createKnownPaths(): KnownPaths {
  const known = new Map<string, readonly string[]>()
  return {
    take(repo) {
      const key = printRepoRef(repo)
      const paths = known.get(key) ?? []
      known.delete(key)
      return paths
    },
    note(repo, paths) {
      const key = printRepoRef(repo)
      known.delete(key)
      known.set(key, paths)
      for (const oldest of known.keys()) {
        if (known.size <= most) break
        known.delete(oldest)
      }
    },
  }
}
