import { noHints } from '../model/job.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Queue } from '../store/queue.js'

/** Looks at everything: whatever happened while nobody listened is found by looking. Gives the number of repositories. */
export async function resync(repositories: AsyncIterable<{ readonly repo: RepoRef }>, queue: Queue): Promise<number> {
  let count = 0
  for await (const { repo } of repositories) {
    await queue.enqueue([{ repo, hints: noHints, changed: false, priority: 'resync' }])
    count += 1
  }
  return count
}
