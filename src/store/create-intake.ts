import type { Job } from '../model/job.js'

/** What came in: a webhook of a GUID, or what the bot asks of itself. Its jobs wait `delayMs` at least. */
export interface Arrival {
  readonly guid: string | undefined
  readonly jobs: readonly Job[]
  readonly delayMs: number
}

/** The way into a queue. */
export interface Intake {
  /** Resolves once it is durable; rejects where it cannot be kept. */
  takeIn(arrival: Arrival): Promise<void>
  /** Whether something came in that is not durable yet. */
  isBusy(): boolean
}

/**
 * Whatever comes in while what came before is written is written together next: a burst costs a few commits, not thousands. `write` makes all of a
 * batch durable or nothing; `onRest` is told when nothing more is to be written.
 */
export function createIntake(write: (batch: readonly Arrival[]) => Promise<void>, onRest: () => void): Intake {
  let incoming: { readonly arrival: Arrival; resolve(): void; reject(error: unknown): void }[] = []
  let isBusy = false

  async function flush(): Promise<void> {
    while (incoming.length > 0) {
      const batch = incoming
      incoming = []
      try {
        await write(batch.map(({ arrival }) => arrival))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    isBusy = false
    onRest()
  }

  return {
    takeIn(arrival) {
      if (arrival.jobs.length === 0) return Promise.resolve()
      return new Promise((resolve, reject) => {
        incoming.push({ arrival, resolve, reject })
        if (isBusy) return
        isBusy = true
        setImmediate(() => void flush())
      })
    },
    isBusy: () => isBusy,
  }
}
