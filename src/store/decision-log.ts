import type { Action } from '../model/action.js'
import type { Reason } from '../model/decision.js'
import type { RepoRef } from '../model/repo-ref.js'

/** One look at a repository, kept: what was decided and why, and what came of it. */
export interface Receipt {
  readonly repo: RepoRef
  /** ISO 8601. */
  readonly at: string
  readonly reasons: readonly Reason[]
  /** What was done, without the texts that were written: whole lockfiles are among them. */
  readonly actions: readonly { readonly kind: Action['kind']; readonly outcome: string }[]
  /** The surprise that ended the look, where one did. */
  readonly error?: string
}

/** What was decided; the windows and `/why` read it and nothing else. */
export interface DecisionLog {
  record(receipt: Receipt): void
  /** Newest first. */
  recent(limit: number): readonly Receipt[]
}

/** Keeps the newest receipts in memory. */
export function createMemoryDecisionLog(capacity: number): DecisionLog {
  const receipts: Receipt[] = []
  return {
    record(receipt) {
      receipts.unshift(receipt)
      receipts.length = Math.min(receipts.length, capacity)
    },
    recent(limit) {
      return receipts.slice(0, limit)
    },
  }
}
