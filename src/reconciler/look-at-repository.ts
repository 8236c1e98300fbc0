import type { Logger } from 'pino'
import { noHints, type Job } from '../model/job.js'
import type { Receipt } from '../model/receipt.js'
import { printRepoRef } from '../model/repo-ref.js'
import type { DecisionLog } from '../store/decision-log.js'
import type { Lease, Outcome, Work } from '../store/queue.js'
import { LookFailed, reconcile, type Looked, type Senses } from './reconcile.js'

/** GitHub's reads lag behind its writes by seconds: whoever was told of a change looks once more after this time. */
const lagMs = 10_000

/** What the queue runs: one look, recorded. A surprise or a conflict asks for another try; how often and when is the queue's business. */
export function createLookAtRepository(options: {
  readonly sensesFor: (job: Job) => Promise<Senses>
  readonly log: DecisionLog
  readonly logger: Logger
  readonly now: () => Date
}): Work {
  const { sensesFor, log, logger, now } = options

  return async function lookAtRepository(job, lease): Promise<Outcome> {
    const repository = printRepoRef(job.repo)
    try {
      const looked = await reconcile(job.repo, whileHeld(lease, await sensesFor(job)), now)
      await log.record(looked.receipt)
      const actions = looked.receipt.actions.map(({ kind, outcome }) => `${kind}: ${outcome}`)
      logger.info({ repository, reasons: looked.receipt.reasons.map(({ text }) => text), actions }, 'looked')
      return looked.conflict
        ? { kind: 'again', why: 'the world moved meanwhile' }
        : { kind: 'done', ...next(job, looked, now()) }
    } catch (error) {
      const receipt = error instanceof LookFailed ? error.receipt : failedBeforeActing(job, error, now())
      logger.error({ repository, err: error instanceof LookFailed ? error.cause : error }, 'a look failed')
      await log.record(receipt)
      return { kind: 'again', why: receipt.error ?? '' }
    }
  }
}

/** Whoever lost the job to another worker does nothing more. */
function whileHeld(lease: Lease, senses: Senses): Senses {
  return {
    ...senses,
    async act(action) {
      if (!lease.holds()) throw new Error('another worker has this repository now')
      return senses.act(action)
    },
  }
}

function next(job: Job, looked: Looked, now: Date): Pick<Extract<Outcome, { kind: 'done' }>, 'next'> {
  const delayMs = lookAgainIn(job, looked, now)
  if (delayMs === undefined) return {}
  return { next: { job: { ...job, hints: noHints, changed: delayMs === 0 && job.changed }, delayMs } }
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
