/** GitHub's clock, as its answers tell it: by it comments were written and checks ended, whatever this machine's clock says. */
export interface ServerClock {
  /** Told of the `Date` header of an answer. */
  hear(date: string): void
  now(): Date
}

/** The header has no parts of a second, and an answer takes a while: what differs by less is no difference. */
const toleranceMs = 10_000

export function createServerClock(ownNow: () => Date): ServerClock {
  let aheadMs = 0
  return {
    hear(date) {
      const difference = Date.parse(date) - ownNow().getTime()
      if (!Number.isNaN(difference)) aheadMs = Math.abs(difference) < toleranceMs ? 0 : difference
    },
    now: () => new Date(ownNow().getTime() + aheadMs),
  }
}
