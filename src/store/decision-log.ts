import type { Receipt } from '../model/receipt.js'

/** What was decided; the windows and `/why` read it and nothing else. */
export interface DecisionLog {
  record(receipt: Receipt): Promise<void>
  /** Newest first. */
  recent(limit: number): Promise<readonly Receipt[]>
}
