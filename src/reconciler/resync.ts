import { noHints } from '../model/job.js'
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
  /** Reads nothing again. */
  stop(): void
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
  let isStopped = false

  async function enqueue(repositories: Repositories): Promise<number> {
    let count = 0
    for await (const { repo } of repositories) {
      await queue.enqueue([{ repo, hints: noHints, changed: false, priority: 'resync' }])
      count += 1
    }
    return count
  }

  async function read(what: 'everything' | number, failures: number): Promise<number> {
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
    stop() {
      isStopped = true
      for (const timer of timers) timer.cancel()
    },
  }
}
