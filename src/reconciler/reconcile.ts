import type { Action, Outcome } from '../model/action.js'
import type { Decision } from '../model/decision.js'
import type { SeenRecord } from '../model/environment-record.js'
import type { ForeseenPullRequest } from '../model/job.js'
import type { Receipt } from '../model/receipt.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Snapshot } from '../model/snapshot.js'
import { observeAndDecide, type EyesAndMind } from './observe-and-decide.js'

/** The eyes, the mind and the hands, as functions for one repository. */
export interface Senses extends EyesAndMind {
  /** Carries these out, which are done together; gives an outcome for each that it came to, one at least. */
  act(actions: readonly Action[]): Promise<readonly Outcome[]>
  /** How many of these actions, which come first, are done together; each by itself where nothing is said. */
  together?(actions: readonly Action[]): number
  /** How long an action has to wait for its turn, in milliseconds, where it has to: then nothing behind it is done either. */
  restMs?(action: Action): Promise<number | undefined>
  /** What holds every action back, whatever is decided. */
  readonly heldBack?: string | undefined
}

/**
 * One look at a repository: the receipt, whether the world moved meanwhile, when to look again (ISO 8601), if that is known, and how long the
 * rest of the actions has to wait, in milliseconds, where it has to.
 */
export interface Looked {
  readonly receipt: Receipt
  readonly conflict: boolean
  readonly lookAgainAt: string | undefined
  /** What will be asked about then. */
  readonly foreseen?: ForeseenPullRequest | undefined
  readonly restMs?: number
  /** Whether all that was done was to mark what waits: nothing follows on that. */
  readonly onlyMarked?: boolean
}

/**
 * Observes, decides, acts. A conflict stops the actions behind it; a refusal does, too, and the mind decides again, knowing of it. What is thrown by an action is thrown on with the receipt of what
 * was done before it.
 */
export async function reconcile(repo: RepoRef, senses: Senses, now: () => Date): Promise<Looked> {
  const at = now().toISOString()
  const done: { kind: Action['kind']; outcome: string }[] = []
  let { snapshot, decision } = await observeAndDecide(senses, now)
  const heldBack = senses.heldBack ?? decision.heldBack
  if (heldBack !== undefined) return recordOnly(repo, at, decision, heldBack)
  for (;;) {
    const { ended, written } = await carryOut(decision, senses, done, (error) => ({
      repo,
      at,
      reasons: decision.reasons,
      actions: done,
      error,
    }))
    const known = isRefusal(ended) ? learn(snapshot, ended, written) : undefined
    if (known === undefined) {
      const receipt = { repo, at, reasons: decision.reasons, actions: done }
      if (ended?.kind === 'put-off') return { receipt, conflict: false, lookAgainAt: undefined, restMs: ended.restMs }
      const isConflict = ended !== undefined
      const lookAgainAt = isConflict ? undefined : decision.lookAgainAt
      const onlyMarked = decision.actions.every((action) => action.kind === 'show-stage' && action.onlyMarks)
      return { receipt, conflict: isConflict, lookAgainAt, foreseen: decision.foreseen, onlyMarked }
    }
    ;({ snapshot, decision } = await observeAndDecide({ ...senses, observe: async () => known }, now))
  }
}

/** What kept the actions behind it from being carried out. */
type Stopped = Extract<Outcome, { kind: 'conflict' }> | Refusal | { readonly kind: 'put-off'; readonly restMs: number }

/** GitHub's rules stand in the way: nothing comes of asking again, and something of deciding again. */
type Refusal = Extract<Outcome, { kind: 'refused' | 'not-deployed' }>

function isRefusal(ended: Stopped | undefined): ended is Refusal {
  return ended?.kind === 'refused' || ended?.kind === 'not-deployed'
}

/** What was seen, what was written since, and the refusal with it; undefined where that was known, and asked for all the same. */
function learn(
  snapshot: Snapshot,
  { detail, ...refusal }: Refusal,
  written: NonNullable<Snapshot['records']>,
): Snapshot | undefined {
  const [kind, key] =
    refusal.kind === 'refused' ? (['refusedTags', refusal.tag] as const) : (['notDeployed', refusal.key] as const)
  const known = snapshot[kind]
  if (known?.[key] !== undefined) return undefined
  const records = Object.keys(written).length === 0 ? {} : { records: { ...snapshot.records, ...written } }
  return { ...snapshot, ...records, [kind]: { ...known, [key]: detail } }
}

/** Acts in order and notes what came of it. Gives the outcome that ended it early, if one did, and the records that were written. */
async function carryOut(
  { actions }: Decision,
  senses: Senses,
  done: { kind: Action['kind']; outcome: string }[],
  receiptOf: (error: string) => Receipt,
): Promise<{ readonly ended: Stopped | undefined; readonly written: Record<string, SeenRecord> }> {
  const written: Record<string, SeenRecord> = {}
  for (let at = 0; at < actions.length;) {
    const { ready, restMs } = await readyOf(actions.slice(at), senses)
    const [first] = ready
    if (first === undefined) return { ended: { kind: 'put-off', restMs: restMs ?? 0 }, written }
    let outcomes: readonly Outcome[]
    try {
      outcomes = await senses.act(ready)
    } catch (cause) {
      const kinds = ready.map(({ kind }) => kind).join(', ')
      const error = `${kinds}: ${cause instanceof Error ? cause.message : String(cause)}`
      throw new LookFailed(receiptOf(error), { cause })
    }
    for (const [index, outcome] of outcomes.entries()) {
      const detail = 'detail' in outcome ? `: ${outcome.detail}` : ''
      done.push({ kind: ready[index]?.kind ?? first.kind, outcome: `${outcome.kind}${detail}` })
      if (outcome.kind === 'done' && outcome.wrote !== undefined)
        written[outcome.wrote.environment] = outcome.wrote.seen
    }
    const ended = outcomes.find(isEnd)
    if (ended !== undefined) return { ended, written }
    at += Math.max(1, outcomes.length)
  }
  return { ended: undefined, written }
}

/** Those that come next and are done together, as far as it is their turn; how long the first one waits where it is not. */
async function readyOf(
  actions: readonly Action[],
  { together, restMs }: Senses,
): Promise<{ readonly ready: readonly Action[]; readonly restMs?: number }> {
  const ready: Action[] = []
  for (const action of actions.slice(0, together?.(actions) ?? 1)) {
    const wait = await restMs?.(action)
    if (wait !== undefined) return { ready, restMs: wait }
    ready.push(action)
  }
  return { ready }
}

function isEnd(outcome: Outcome): outcome is Exclude<Stopped, { kind: 'put-off' }> {
  return outcome.kind !== 'done' && outcome.kind !== 'already' && outcome.kind !== 'unable'
}

/** Nothing is done, so a moment at which to look again because of what was done never comes: the next webhook or resync looks. */
function recordOnly(repo: RepoRef, at: string, { reasons, actions }: Decision, heldBack: string): Looked {
  const held = actions.map(({ kind }) => ({ kind, outcome: `held back: ${heldBack}` }))
  return { receipt: { repo, at, reasons, actions: held }, conflict: false, lookAgainAt: undefined }
}

/** A look that a surprise ended; the receipt says how far it came. */
export class LookFailed extends Error {
  constructor(
    readonly receipt: Receipt,
    options: { cause: unknown },
  ) {
    super(receipt.error, options)
    this.name = 'LookFailed'
  }
}
