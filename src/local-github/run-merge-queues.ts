import { settleQueue } from './world/merge-queue.js'
import type { World } from './world/world.js'

/** Merges what waits in queues as its checks come in. */
export interface MergeQueues {
  /** Waits until what was told so far has been looked at. Throws where that failed, which is this GitHub's own fault. */
  idle(): Promise<void>
}

const heard = ['check_run', 'status', 'pull_request', 'push']

/** Listens for whatever can move a queue: checks, pull requests that change, a base that moves. */
export function runMergeQueues(world: World): MergeQueues {
  let last: Promise<void> = Promise.resolve()
  const failures: unknown[] = []
  world.listen(({ name, repository }) => {
    if (!repository || !heard.includes(name) || world.records(repository).queue.length === 0) return
    last = last.then(() => settleQueue(world, repository)).catch((error: unknown) => void failures.push(error))
  })
  return {
    async idle() {
      for (let waited: Promise<void> | undefined; waited !== last;) {
        waited = last
        await waited
      }
      const [failure] = failures.splice(0)
      if (failure !== undefined) throw failure
    },
  }
}
