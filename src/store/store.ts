import type { DecisionLog } from './decision-log.js'
import type { Marks } from './marks.js'
import type { Queue } from './queue.js'

/** The memory. GitHub is the database of truth: losing it costs requests, and no correctness. */
export interface Store {
  readonly queue: Queue
  readonly decisions: DecisionLog
  readonly marks: Marks
  /** Whether it can be written to now; rejects with the reason where it cannot. */
  ping(): Promise<void>
  /** After the queue was stopped. */
  close(): Promise<void>
}
