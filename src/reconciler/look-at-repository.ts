import type { Logger } from 'pino'
import type { Reason } from '../model/decision.js'
import { noHints, touchedEnvironments, type Job } from '../model/job.js'
import type { Receipt } from '../model/receipt.js'
import { printRepoRef } from '../model/repo-ref.js'
import type { DecisionLog } from '../store/decision-log.js'
import { lookedMark, type Marks } from '../store/marks.js'
import type { Lease, Outcome, Work } from '../store/queue.js'
import { LookFailed, reconcile, type Looked, type Senses } from './reconcile.js'

/** GitHub's reads lag behind its writes by seconds: whoever was told of a change, or made one, looks once more after this time. */
const lagMs = 10_000

/** What the queue runs: one look, recorded. A surprise or a conflict asks for another try; how often and when is the queue's business. */
export function createLookAtRepository(options: {
  readonly sensesFor: (job: Job) => Promise<Senses>
  readonly log: DecisionLog
  readonly marks: Pick<Marks, 'note'>
  /** How long a job has to wait for GitHub's allowance, in milliseconds, where it has to. */
  readonly restMs: (job: Job) => number | undefined
  /** Why a repository cannot be looked at for good, where an error says so: no further try is made. */
  readonly explainAbsence: (error: unknown) => Reason | undefined
  /** By which GitHub's support finds the request that failed. */
  readonly requestIdOf: (error: unknown) => string | undefined
  /** Told of each look, how it ended and how long it took. */
  readonly onLook: (kind: Outcome['kind'], ms: number) => void
  readonly logger: Logger
  readonly now: () => Date
}): Work {
  const { sensesFor, log, marks, restMs, explainAbsence, requestIdOf, onLook, logger, now } = options

  return async function lookAtRepository(job, lease): Promise<Outcome> {
    const repository = printRepoRef(job.repo)
    const delayMs = restMs(job)
    if (delayMs !== undefined) {
      logger.info({ repository, delayMs }, 'put off: GitHub grants no more for now')
      onLook('put-off', 0)
      return { kind: 'put-off', delayMs }
    }
    const begun = now().getTime()
    const outcome = await lookOnce(job, lease)
    onLook(outcome.kind, now().getTime() - begun)
    return outcome
  }

  async function lookOnce(job: Job, lease: Lease): Promise<Outcome> {
    const repository = printRepoRef(job.repo)
    try {
      const looked = await reconcile(job.repo, whileHeld(lease, await sensesFor(job)), now)
      await record(looked.receipt)
      const actions = looked.receipt.actions.map(({ kind, outcome }) => `${kind}: ${outcome}`)
      logger.info({ repository, reasons: looked.receipt.reasons.map(({ text }) => text), actions }, 'looked')
      if (looked.restMs !== undefined) return { kind: 'put-off', delayMs: looked.restMs }
      return looked.conflict
        ? { kind: 'again', why: 'the world moved meanwhile' }
        : { kind: 'done', ...next(job, looked, now()) }
    } catch (error) {
      const cause = error instanceof LookFailed ? error.cause : error
      const receipt = error instanceof LookFailed ? error.receipt : failedBeforeActing(job, error, now())
      const absence = explainAbsence(cause)
      if (absence !== undefined) {
        logger.warn({ repository, reasons: [absence.text] }, 'cannot be looked at')
        await record({ ...receipt, reasons: [absence] })
        return { kind: 'done' }
      }
      await record(receipt)
      const delayMs = restMs(job)
      if (delayMs === undefined) {
        logger.error({ repository, err: cause, requestId: requestIdOf(cause) }, 'a look failed')
        return { kind: 'again', why: receipt.error ?? '' }
      }
      logger.warn({ repository, delayMs, err: cause }, 'GitHub grants no more for now')
      return { kind: 'put-off', delayMs }
    }
  }

  async function record(receipt: Receipt): Promise<void> {
    await log.record(receipt)
    await marks.note(lookedMark(receipt.repo), now().getTime())
  }
}

/** Whoever lost the job to another worker does nothing more. */
function whileHeld(lease: Lease, senses: Senses): Senses {
  return {
    ...senses,
    async act(actions) {
      if (!lease.holds()) throw new Error('another worker has this repository now')
      return senses.act(actions)
    },
  }
}

function next(job: Job, looked: Looked, now: Date): Pick<Extract<Outcome, { kind: 'done' }>, 'next'> {
  const delayMs = lookAgainIn(job, looked, now)
  if (delayMs === undefined) return {}
  const changed = delayMs === 0 && job.changed
  const settled = !changed && delayMs >= lagMs
  // Where it was written what is in a thread, that is read once more, to label it.
  const isShown = looked.receipt.actions.some(({ kind }) => kind === 'show-stage')
  const { merged } = job.hints
  const { foreseen } = looked
  const hints = {
    ...noHints,
    ...(isShown && merged !== undefined ? { merged } : {}),
    ...(foreseen === undefined ? {} : { foreseen }),
    // What was read of them may have been from before what was told: it is read once more.
    ...(job.changed ? { environments: touchedEnvironments(job) } : {}),
  }
  return { next: { job: { ...job, hints, changed, settled }, delayMs } }
}

/**
 * In how many milliseconds to look again, if at all. Whoever acted may have done so on reads of before its own last write, after a crash say, and
 * made a twin of what is there: it shows when the lag has passed. A look that found an action of its own done already has read such: it
 * waits for that. Whoever looked when it had passed and did no more than mark what waits has left no twin, and read nothing of before.
 */
function lookAgainIn(job: Job, { receipt, lookAgainAt, onlyMarked = false }: Looked, now: Date): number | undefined {
  const waits: number[] = []
  const outcomes = receipt.actions.map(({ outcome }) => outcome)
  const isStale = outcomes.includes('already')
  if (lookAgainAt !== undefined) waits.push(isStale ? lagMs : Math.max(0, Date.parse(lookAgainAt) - now.getTime()))
  const isWritten = outcomes.includes('done') && !(onlyMarked && job.settled === true)
  if (job.changed || isStale || isWritten) waits.push(lagMs)
  return waits.length === 0 ? undefined : Math.min(...waits)
}

function failedBeforeActing({ repo }: Job, error: unknown, at: Date): Receipt {
  const message = error instanceof Error ? error.message : String(error)
  return { repo, at: at.toISOString(), reasons: [], actions: [], error: message }
}
