import type { Time } from '../../src/model/time.js'

/** A clock that a test moves. What is due happens in order, each at its own moment. */
export interface VirtualTime extends Time {
  /** Goes to the next moment at which something is due, at the latest `withinMs` from now; false where nothing is due by then. */
  goOn(withinMs: number): boolean
  /** Lets time pass in which nothing of ours happens. */
  pass(ms: number): void
}

export function createVirtualTime(start: Date): VirtualTime {
  let now = start.getTime()
  let waiting: { at: number; then: () => void }[] = []

  return {
    now: () => new Date(now),
    after(ms, then) {
      const timer = { at: now + ms, then }
      waiting.push(timer)
      return {
        cancel() {
          waiting = waiting.filter((other) => other !== timer)
        },
      }
    },
    goOn(withinMs) {
      const next = waiting.reduce((earliest, { at }) => Math.min(earliest, at), Infinity)
      if (next > now + withinMs) return false
      now = Math.max(now, next)
      const due = waiting.filter(({ at }) => at <= now)
      waiting = waiting.filter(({ at }) => at > now)
      for (const { then } of due) then()
      return true
    },
    pass(ms) {
      now += ms
    },
  }
}
