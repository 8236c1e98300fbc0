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
  /** Whether something was said to have changed: then one look is not enough, since reads lag behind writes by seconds. */
  readonly changed: boolean
}

/**
 * At most one waiting and one running job per repository; the hints of jobs that fall together are united. The memory keeps it inside
 * this process; a database takes over behind the same words.
 */
export interface Queue {
  /** Due after the queue's own pause for bursts, or `delayMs` where that is longer. */
  enqueue(job: Job, delayMs?: number): void
  /** Resolves when nothing runs and nothing that is due waits; what is due later does not count. */
  idle(): Promise<void>
  /** Takes no more, finishes what runs, forgets what waits. */
  stop(): Promise<void>
}

/** Two jobs of one repository as one: the hints of both, each once. */
export function uniteJobs(a: Job, b: Job): Job {
  return {
    repo: b.repo,
    hints: {
      pullRequests: unite(a.hints.pullRequests, b.hints.pullRequests),
      shas: unite(a.hints.shas, b.hints.shas),
      comments: unite(a.hints.comments, b.hints.comments),
    },
    changed: a.changed || b.changed,
  }
}

function unite<T>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])]
}
