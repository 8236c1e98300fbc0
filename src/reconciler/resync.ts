import { everywhere } from '../model/job.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Time } from '../model/time.js'
import { backoffMs, type Queue } from '../store/queue.js'

type Repositories = AsyncIterable<{ readonly repo: RepoRef }>

/** Looks at everything: whatever happened while nobody listened is found by looking. */
export interface Resync {
  /**
   * Gives the number of repositories that will be looked at now. What cannot be read is told of, and read again later and later; what still fails
   * after the last try is left to catching up.
   */
  run(): Promise<number>
  /** Reads nothing again, and no further where it reads; resolves when it does so no more. */
  stop(): Promise<void>
}

export function createResync(options: {
  /** `onUnread` is told of each installation that could not be read. */
  readonly everything: (onUnread: (installationId: number) => void) => Repositories
  readonly installation: (installationId: number) => Repositories
  readonly queue: Pick<Queue, 'enqueue'>
  readonly time: Time
  readonly onError: (error: unknown) => void
}): Resync {
  const { everything, installation, queue, time, onError } = options
  const timers = new Set<{ cancel(): void }>()
  const underWay = new Set<Promise<number>>()
  let isStopped = false

  async function enqueue(repositories: Repositories): Promise<number> {
    let count = 0
    for await (const { repo } of repositories) {
      if (isStopped) break
      await queue.enqueue([{ repo, hints: everywhere, changed: false, priority: 'resync' }])
      count += 1
    }
    return count
  }

  function read(what: 'everything' | number, failures: number): Promise<number> {
    const reading = readNow(what, failures)
    underWay.add(reading)
    return reading.finally(() => underWay.delete(reading))
  }

  async function readNow(what: 'everything' | number, failures: number): Promise<number> {
    try {
      return await enqueue(what === 'everything' ? everything((id) => readLater(id, 1)) : installation(what))
    } catch (error) {
      onError(error)
      readLater(what, failures + 1)
      return 0
    }
  }

  function readLater(what: 'everything' | number, failures: number): void {
    const delayMs = backoffMs(failures)
    if (delayMs === undefined || isStopped) return
    const timer = time.after(delayMs, () => {
      timers.delete(timer)
      void read(what, failures)
    })
    timers.add(timer)
  }

  return {
    run: () => read('everything', 0),
    async stop() {
      isStopped = true
      for (const timer of timers) timer.cancel()
      await Promise.all(underWay)
    },
  }
}
