import type { Job } from '../model/job.js'
import type { Time } from '../model/time.js'

/**
 * At most one waiting and one running job per repository, on all machines that share the store; jobs that fall together are united. What was
 * taken in survives the death of the process: it is done at least once.
 */
export interface Queue {
  /** Resolves once the jobs are durable. Due after the queue's own pause for bursts, or `delayMs` where that is longer. */
  enqueue(jobs: readonly Job[], delayMs?: number): Promise<void>
  /** Takes the jobs of a webhook in, unless one of that GUID was taken in before. Resolves once they are durable. */
  receive(guid: string, jobs: readonly Job[]): Promise<void>
  /** From now on due jobs are given to `work`. */
  start(work: Work): void
  /** Resolves when nothing runs and nothing that is due waits; what is due later does not count. */
  idle(): Promise<void>
  /** Starts no more and finishes what runs; what still runs after `limitMs` is handed back. What waits stays for the next start. */
  stop(limitMs: number): Promise<void>
  depth(): Promise<Depth>
}

export interface QueueOptions {
  readonly time: Time
  /** How long a burst of webhooks is gathered, in milliseconds. */
  readonly pauseMs: number
  /** How many jobs this machine works on at once; 10 where it is not said. */
  readonly atOnce?: number
  /** Told when the store itself fails, the disk being full or the database being away, say; it tries again. */
  readonly onError: (error: unknown) => void
}

/** Does one job. What it throws is a surprise to the queue, and tried again like `again`. */
export type Work = (job: Job, lease: Lease) => Promise<Outcome>

/** A worker's right to a job, which ends when the queue no longer believes it alive. */
export interface Lease {
  /** Asked before each write: a worker that stalled and woke up again must leave the job to whoever has it now. */
  holds(): boolean
}

export type Outcome =
  /** Over and done with; `next` follows where there is more to come. */
  | { readonly kind: 'done'; readonly next?: { readonly job: Job; readonly delayMs: number } }
  /** Not done: tried again after {@link backoffMs}, and after the last try kept as a dead letter. */
  | { readonly kind: 'again'; readonly why: string }
  /** Not tried: its time has not come. Counts as no try. */
  | { readonly kind: 'put-off'; readonly delayMs: number }

/** What the queue holds, for those who watch it. */
export interface Depth {
  /** Jobs that are due. */
  readonly ready: number
  /** Jobs that are due later. */
  readonly later: number
  readonly running: number
  readonly dead: number
  /** How long the oldest ready job has been due, in milliseconds; 0 where there is none. */
  readonly oldestMs: number
}

/** What has been due for so many milliseconds is ranked as a change at least: else it would starve while others keep coming. */
export const agedMs = 600_000

const waits = [1_000, 5_000, 30_000, 120_000, 600_000]

/** The wait before the next try after `times` in vain in a row, in milliseconds; undefined after the last: the next webhook or resync looks again. */
export function backoffMs(times: number): number | undefined {
  return waits[times - 1]
}
