import type { Logger } from 'pino'
import { printRepoRef } from '../model/repo-ref.js'
import type { DecisionLog, Receipt } from '../store/decision-log.js'
import { noHints, type Job, type Queue } from './queue.js'
import { LookFailed, reconcile, type Looked, type Senses } from './reconcile.js'

/** Waits between the tries of a look that a surprise or a conflict ended; after the last, the next webhook or resync looks again. */
const backoffMs = [1_000, 5_000, 30_000, 120_000, 600_000]

/** GitHub's reads lag behind its writes by seconds: whoever was told of a change looks once more after this time. */
const lagMs = 10_000

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

  return async function lookAtRepository(job, queue) {
    const repository = printRepoRef(job.repo)
    try {
      const looked = await reconcile(job.repo, await sensesFor(job), now)
      log.record(looked.receipt)
      const actions = looked.receipt.actions.map(({ kind, outcome }) => `${kind}: ${outcome}`)
      logger.info({ repository, reasons: looked.receipt.reasons.map(({ text }) => text), actions }, 'looked')
      if (looked.conflict) return void tryAgainLater(job, queue)
      tries.delete(repository)
      const again = lookAgainIn(job, looked, now())
      if (again !== undefined)
        queue.enqueue({ repo: job.repo, hints: noHints, changed: again === 0 && job.changed }, again)
    } catch (error) {
      log.record(error instanceof LookFailed ? error.receipt : failedBeforeActing(job, error, now()))
      logger.error(
        { repository, err: error instanceof LookFailed ? error.cause : error, againInMs: tryAgainLater(job, queue) },
        'a look failed',
      )
    }
  }

  function tryAgainLater(job: Job, queue: Queue): number | undefined {
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
}

/**
 * In how many milliseconds to look again, if at all. A look that found an action of its own done already has read what was written before it
 * came to be seen: it waits for the lag to pass.
 */
function lookAgainIn(job: Job, { receipt, lookAgainAt }: Looked, now: Date): number | undefined {
  const waits: number[] = []
  const stale = receipt.actions.some(({ outcome }) => outcome === 'already')
  if (lookAgainAt !== undefined) waits.push(stale ? lagMs : Math.max(0, Date.parse(lookAgainAt) - now.getTime()))
  if (job.changed) waits.push(lagMs)
  return waits.length === 0 ? undefined : Math.min(...waits)
}

function failedBeforeActing({ repo }: Job, error: unknown, at: Date): Receipt {
  const message = error instanceof Error ? error.message : String(error)
  return { repo, at: at.toISOString(), reasons: [], actions: [], error: message }
}
