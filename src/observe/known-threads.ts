import type { Snapshot } from '../model/snapshot.js'
import type { IssueThread } from '../model/thread.js'
import { printRepoRef, type RepoRef } from '../model/repo-ref.js'
import { talksAtOnce } from './known-talks.js'
import type { ReadIssue, ReadPullRequest } from './to-thread.js'

/** Threads that were read before and not touched since, as far as the conversations that were touched last show it. */
export interface KnownThreads {
  readonly pullRequests: Kept<ReadPullRequest>
  readonly issues: Kept<ReadIssue>
  /** We wrote in it ourselves, or tried to. */
  forget(repo: RepoRef, number: number): void
}

export interface Kept<Thread> {
  find(snapshot: Snapshot, number: number): Thread | undefined
  keep(snapshot: Snapshot, thread: Thread): void
}

/** Reads lag, and clocks differ: what was touched so long before a thread was read may not have been in it yet. */
const lagMs = 60_000

/** Not everything that happens to a thread need touch it: so long after it was read it is read again. */
const atMostMs = 60 * 60_000

/** Threads, those that were read longest ago forgotten first. */
const most = 2_000

interface Entry<Thread> {
  readonly thread: Thread
  readonly surroundings: string
  /** What else it would show differently when that is touched. */
  readonly numbers: ReadonlySet<number>
  readonly readAt: number
  /** Until then it is seen that nothing was touched. */
  seenUntil: number
}

/** In memory: what is forgotten is read again. `now` is GitHub's clock. */
export function createKnownThreads(now: () => Date): KnownThreads {
  const pullRequests = createKept<ReadPullRequest>(now, () => [])
  const issues = createKept<ReadIssue>(now, ({ closers }) => closers.map(({ number }) => number))
  return {
    pullRequests,
    issues,
    forget(repo, number) {
      pullRequests.forget(repo, number)
      issues.forget(repo, number)
    },
  }
}

function createKept<Thread extends Pick<IssueThread, 'number' | 'comments'>>(
  now: () => Date,
  others: (thread: Thread) => readonly number[],
): Kept<Thread> & Pick<KnownThreads, 'forget'> {
  const kept = new Map<string, Entry<Thread>>()
  // A label that is made anew is another one, on no thread.
  const surroundingsOf = ({ stageLabels, defaultBranch }: Snapshot): string =>
    JSON.stringify([stageLabels, defaultBranch?.name])
  const keyOf = (repo: RepoRef, number: number): string => `${printRepoRef(repo)}#${number}`
  return {
    find(snapshot, number) {
      const entry = kept.get(keyOf(snapshot.repo, number))
      const at = now().getTime()
      if (entry === undefined || at - entry.readAt > atMostMs || isTouched(snapshot, entry)) return undefined
      if (entry.surroundings !== surroundingsOf(snapshot)) return undefined
      entry.seenUntil = at
      return entry.thread
    },
    keep(snapshot, read) {
      const key = keyOf(snapshot.repo, read.number)
      // What others say may be long, and is nothing to the ledger.
      const thread = { ...read, comments: read.comments.filter(({ isOurs }) => isOurs) }
      const at = now().getTime()
      const numbers = new Set([thread.number, ...others(thread)])
      kept.delete(key)
      kept.set(key, { thread, surroundings: surroundingsOf(snapshot), numbers, readAt: at, seenUntil: at })
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
    },
    forget: (repo, number) => void kept.delete(keyOf(repo, number)),
  }
}

/** Whether it was touched since it was read, or may have been: behind what was read of the conversations nobody knows. */
function isTouched({ talks: { list } }: Snapshot, { numbers, seenUntil }: Entry<unknown>): boolean {
  const from = seenUntil - lagMs
  const isNew = (touchedAt: string): boolean => Date.parse(touchedAt) >= from
  if (list.some(({ number, touchedAt }) => numbers.has(number) && isNew(touchedAt))) return true
  return (['issue', 'pull-request'] as const).some((kind) => {
    const those = list.filter(({ subject }) => subject.kind === kind)
    return those.length >= talksAtOnce && those.every(({ touchedAt }) => isNew(touchedAt))
  })
}
