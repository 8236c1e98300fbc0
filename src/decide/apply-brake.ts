import type { Config } from '../model/config.js'
import type { Decision } from '../model/decision.js'
import { stopAndAsk } from './stop-and-ask.js'
import * as words from './words.js'

/** The last word on a decision: what is paused, or would reach too many people, is held back and recorded. What is yet to be seen may be seen. */
export function applyBrake(decision: Decision, { paused }: Pick<Config, 'paused'>): Decision {
  if (decision.looks.length > 0) return decision
  if (!paused) return stopAndAsk(decision)
  return { ...decision, reasons: [words.paused(), ...decision.reasons], heldBack: 'paused: true' }
}
