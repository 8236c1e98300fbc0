import type { Logger } from 'pino'
import { printRepoRef } from '../model/repo-ref.js'
import type { DecisionLog, Receipt } from '../store/decision-log.js'
import type { Job, Queue } from './queue.js'
import { LookFailed, reconcile, type Senses } from './reconcile.js'

/** Waits between the tries of a look that a surprise or a conflict ended; after the last, the next webhook or resync looks again. */
const backoffMs = [1_000, 5_000, 30_000, 120_000, 600_000]

/**
 * What the queue runs: one look, recorded, with the loop's own answer to surprises. Failures in a row are counted for each repository,
 * so that one that fails for good is not asked for ever.
 */
export function createLookAtRepository(options: {
  readonly sensesFor: (job: Job) => Promise<Senses>
  readonly log: DecisionLog
  readonly logger: Logger
  readonly now: () => Date
}): (job: Job, queue: Queue) => Promise<void> {
  const { sensesFor, log, logger, now } = options
  const tries = new Map<string, number>()

  function lookAgainLater(job: Job, queue: Queue): number | undefined {
    const repository = printRepoRef(job.repo)
    const failures = tries.get(repository) ?? 0
    const delay = backoffMs[failures]
    if (delay === undefined) tries.delete(repository)
    else {
      tries.set(repository, failures + 1)
      queue.enqueue(job, delay)
    }
    return delay
  }

  return async function lookAtRepository(job, queue) {
    const repository = printRepoRef(job.repo)
    try {
      const { receipt, conflict, lookAgainAt } = await reconcile(job.repo, await sensesFor(job), now)
      log.record(receipt)
      const actions = receipt.actions.map(({ action, outcome }) => `${action.kind}: ${outcome}`)
      logger.info({ repository, reasons: receipt.reasons.map(({ text }) => text), actions }, 'looked')
      if (conflict) lookAgainLater(job, queue)
      else tries.delete(repository)
      if (lookAgainAt !== undefined) queue.enqueue(job, Math.max(0, Date.parse(lookAgainAt) - now().getTime()))
    } catch (error) {
      log.record(error instanceof LookFailed ? error.receipt : failedBeforeActing(job, error, now()))
      logger.error({ repository, err: error, againInMs: lookAgainLater(job, queue) }, 'a look failed')
    }
  }
}

function failedBeforeActing({ repo }: Job, error: unknown, at: Date): Receipt {
  const message = error instanceof Error ? error.message : String(error)
  return { repo, at: at.toISOString(), reasons: [], actions: [], error: message }
}
