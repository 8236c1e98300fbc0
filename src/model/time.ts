/** Time as an argument: the clock, and what is to happen later by it. */
export interface Time {
  now(): Date
  /** Calls `then` once `ms` milliseconds have passed, unless it is cancelled before. */
  after(ms: number, then: () => void): { cancel(): void }
}
