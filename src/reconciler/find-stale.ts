import { everywhere } from '../model/job.js'
import type { RepoRef } from '../model/repo-ref.js'
import { lookedMark, lookedMarks, type Marks } from '../store/marks.js'
import type { Queue } from '../store/queue.js'

/** After so long without a look a repository is looked at: every webhook may have been lost without anybody's knowing. */
export const staleMs = 6 * 3_600_000

/**
 * Looks at what was not looked at for long, or will not have been before `overMs` are over: at most `slice` repositories that were looked at before,
 * the longest first and spread over that time, and all that never were, at once. Gives their number.
 */
export async function findStale(options: {
  readonly repositories: AsyncIterable<{ readonly repo: RepoRef }>
  readonly marks: Marks
  readonly queue: Queue
  readonly now: Date
  readonly slice: number
  readonly overMs: number
}): Promise<number> {
  const { repositories, marks, queue, now, slice, overMs } = options
  const looked = await marks.startingWith(lookedMarks)
  const stale: { repo: RepoRef; inMs: number }[] = []
  let found = 0
  for await (const { repo } of repositories) {
    const at = looked.get(lookedMark(repo))
    const inMs = at === undefined ? 0 : staleInMs(at, now.getTime())
    if (at === undefined) await look(repo, 0)
    else if (inMs < overMs) stale.push({ repo, inMs })
  }
  const longestFirst = stale.toSorted((a, b) => a.inMs - b.inMs).slice(0, slice)
  for (const [index, { repo, inMs }] of longestFirst.entries()) {
    await look(repo, Math.max(inMs, (index * overMs) / slice))
  }
  return found

  async function look(repo: RepoRef, delayMs: number): Promise<void> {
    found += 1
    await queue.enqueue([{ repo, hints: everywhere, changed: false, priority: 'resync' }], delayMs)
  }
}

/** Below 0 where it is stale already. A moment that is long to come was written by a clock that was wrong: it says nothing. */
function staleInMs(lookedAt: number, now: number): number {
  const ahead = lookedAt - now
  return (ahead > staleMs ? -ahead : ahead) + staleMs
}
