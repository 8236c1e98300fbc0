import type { Gate } from '../../model/gate.js'

const soonestMs = 30_000
const latestMs = 15 * 60_000

/**
 * When to look again at what waits (ISO 8601): when a gate is known to pass, or after a part of the time that it has waited. GitHub tells of most of
 * what opens a gate, and this finds the rest.
 */
export function waitFor(gates: readonly Gate[], since: string, now: Date): string {
  const waited = Math.abs(now.getTime() - Date.parse(since))
  const poll = new Date(now.getTime() + Math.min(latestMs, Math.max(soonestMs, waited / 4))).toISOString()
  const known = gates.flatMap(({ verdict, until }) => (verdict === 'wait' && until !== undefined ? [until] : []))
  const isAllKnown = known.length === gates.filter(({ verdict }) => verdict === 'wait').length
  const [first] = known.toSorted()
  if (first === undefined) return poll
  return isAllKnown || first < poll ? first : poll
}
