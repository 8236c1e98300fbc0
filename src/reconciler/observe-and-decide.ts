import type { Decision } from '../model/decision.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import { withoutRemembered } from '../model/without-remembered.js'

/** How often the mind may ask to see more before it must decide. */
const rounds = 5

/** The eyes and the mind, as functions for one repository; nothing that could change it. */
export interface EyesAndMind {
  observe(): Promise<Snapshot>
  look(snapshot: Snapshot, wanted: Look): Promise<Snapshot>
  decide(snapshot: Snapshot, now: Date): Promise<Decision>
}

/** What was decided, and all that was seen for it. */
export interface Decided {
  readonly snapshot: Snapshot
  readonly decision: Decision
}

/**
 * Observes, and looks where the mind asks, until it has decided. What is remembered of earlier looks is enough to decide that nothing is to be done; where
 * something is, that is decided once more without it.
 */
export async function observeAndDecide(senses: EyesAndMind, now: () => Date): Promise<Decided> {
  const decided = await decideOn(await senses.observe(), senses, now)
  if (decided.decision.actions.length === 0) return decided
  const seen = withoutRemembered(decided.snapshot)
  return seen === undefined ? decided : decideOn(seen, senses, now)
}

async function decideOn(observed: Snapshot, senses: EyesAndMind, now: () => Date): Promise<Decided> {
  let snapshot = observed
  for (let round = 1; ; round += 1) {
    const decision = await senses.decide(snapshot, now())
    if (decision.looks.length === 0) return { snapshot, decision }
    if (round > rounds) throw new Error(`still undecided after ${rounds} rounds: ${JSON.stringify(decision.looks)}`)
    for (const wanted of decision.looks) snapshot = await senses.look(snapshot, wanted)
  }
}
