import type { CheckReport } from '../../model/check-run.js'
import { fingerprintOf } from '../../model/fingerprint.js'

/** Tells one report of a check on a commit from another: its verdict, and a fingerprint of its words. */
export function reportKey({ verdict, title, summary, annotations }: CheckReport): string {
  return `${verdict}-${fingerprintOf(JSON.stringify([title, summary, annotations]))}`
}

/** Undefined for a key of another making. */
export function verdictOfKey(key: string): CheckReport['verdict'] | undefined {
  return (['success', 'failure', 'neutral', 'pending'] as const).find((verdict) => key.startsWith(`${verdict}-`))
}
