/** How often in a row a job was tried in vain. */
export interface Tries {
  /** How often it failed. */
  readonly failures: number
  /**
   * How often its process died, for which any job that ran there may be to blame. One that ends, however it ends, is cleared: else what a neighbour did
   * would make its next failure its last.
   */
  readonly deaths: number
}

export const noTries: Tries = { failures: 0, deaths: 0 }

export function afterFailure({ failures }: Tries): Tries {
  return { failures: failures + 1, deaths: 0 }
}

export function afterDeath({ failures, deaths }: Tries): Tries {
  return { failures, deaths: deaths + 1 }
}

export function uniteTries(one: Tries, other: Tries): Tries {
  return { failures: Math.max(one.failures, other.failures), deaths: Math.max(one.deaths, other.deaths) }
}
