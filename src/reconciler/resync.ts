import type { RepoRef } from '../model/repo-ref.js'
import { noHints, type Queue } from './queue.js'

/** Looks at everything: whatever happened while nobody listened is found by looking. */
export async function resync(repositories: AsyncIterable<RepoRef>, queue: Queue): Promise<number> {
  let count = 0
  for await (const repo of repositories) {
    queue.enqueue({ repo, hints: noHints, changed: false })
    count += 1
  }
  return count
}
