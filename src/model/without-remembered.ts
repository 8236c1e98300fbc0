import type { Snapshot } from './snapshot.js'

/** What was seen at this look alone, and so goes on; undefined where nothing else was. */
export function withoutRemembered(snapshot: Snapshot): Snapshot | undefined {
  const all = Object.entries(snapshot.deploymentsOf ?? {})
  const seen = all.filter(([, { isRemembered }]) => isRemembered !== true)
  return seen.length === all.length
    ? undefined
    : { ...snapshot, deploymentsOf: Object.fromEntries(seen), mayAct: true as const }
}
