import { noHints } from '../model/job.js'
import type { RepoRef } from '../model/repo-ref.js'
import { lookedMark, lookedMarks, type Marks } from '../store/marks.js'
import type { Queue } from '../store/queue.js'

/** After so long without a look a repository is looked at: every webhook may have been lost without anybody's knowing. */
export const staleMs = 6 * 3_600_000

/**
 * Looks at what was not looked at for long, the longest first, in slices: at most `slice` repositories that were looked at before, and all that
 * never were. Gives their number.
 */
export async function findStale(options: {
  readonly repositories: AsyncIterable<{ readonly repo: RepoRef }>
  readonly marks: Marks
  readonly queue: Queue
  readonly now: Date
  readonly slice: number
}): Promise<number> {
  const { repositories, marks, queue, now, slice } = options
  const looked = await marks.startingWith(lookedMarks)
  const stale: { repo: RepoRef; at: number }[] = []
  let found = 0
  for await (const { repo } of repositories) {
    const at = looked.get(lookedMark(repo))
    if (at === undefined) await look(repo)
    else if (Math.abs(now.getTime() - at) > staleMs) stale.push({ repo, at })
  }
  for (const { repo } of stale.toSorted((a, b) => a.at - b.at).slice(0, slice)) await look(repo)
  return found

  async function look(repo: RepoRef): Promise<void> {
    found += 1
    await queue.enqueue([{ repo, hints: noHints, changed: false, priority: 'resync' }])
  }
}
