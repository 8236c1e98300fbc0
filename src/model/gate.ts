/** One condition of a deployment: what was observed, and the verdict. */
export interface Gate {
  readonly code: GateCode
  /** `wait` passes by itself, or by somebody else's hand, in time. */
  readonly verdict: 'pass' | 'wait' | 'refuse'
  /** What was seen, for people. */
  readonly observed: string
  /** When it will pass, where that is known (ISO 8601). */
  readonly until?: string
}

/** Stable: scripts may go by them. */
export type GateCode =
  | 'permission'
  | 'commit'
  | 'fork'
  | 'draft'
  | 'checks'
  | 'reviews'
  | 'up-to-date'
  | 'lock'
  | 'freeze'
  | 'order'
  | 'soak'
  | 'approvals'
  | 'concurrency'
