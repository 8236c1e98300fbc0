import type { RepoRef } from '../model/repo-ref.js'

/** Where inside a repository to look first. Hints narrow what is read; they never decide. */
export interface Hints {
  readonly pullRequests: readonly number[]
  readonly shas: readonly string[]
  readonly comments: readonly number[]
}

export const noHints: Hints = { pullRequests: [], shas: [], comments: [] }

/** One look at a repository that is due. */
export interface Job {
  readonly repo: RepoRef
  readonly hints: Hints
}

/**
 * At most one waiting and one running job per repository; the hints of jobs that fall together are united. The memory keeps it inside
 * this process; a database takes over behind the same words.
 */
export interface Queue {
  /** Due after the queue's own pause for bursts, or `delayMs` where that is longer. */
  enqueue(job: Job, delayMs?: number): void
  /** Resolves when nothing waits and nothing runs; what is put off for later by more than a burst's pause does not count. */
  idle(): Promise<void>
  /** Takes no more, finishes what runs, forgets what waits. */
  stop(): Promise<void>
}

/** Both sets of hints, each once. */
export function uniteHints(a: Hints, b: Hints): Hints {
  return {
    pullRequests: unite(a.pullRequests, b.pullRequests),
    shas: unite(a.shas, b.shas),
    comments: unite(a.comments, b.comments),
  }
}

function unite<T>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])]
}
