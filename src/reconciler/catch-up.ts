import { caughtUpMark, listedMark, lookedMarks, type Marks } from '../store/marks.js'
import { findMissed, type MissedOptions } from './find-missed.js'
import { findStale, staleMs } from './find-stale.js'

/** What every installation has is listed no more often: that costs a request for each hundred repositories, and one at least for each installation. */
const listEveryMs = 3_600_000

/** What is there is looked at every few hours: a repository that was not for so long is gone, or has another name, under which it is looked at. */
const goneMs = 30 * 86_400_000

/** So many times more is looked at in a slice than would be needed to come round in time. */
const haste = 2

const leastSlice = 20

/**
 * What happened while nobody listened is found by looking: missed webhooks in GitHub's list, and repositories that were not looked at for long. Where
 * several machines share the store, one of them does it.
 */
export async function catchUp(
  options: Omit<MissedOptions, 'now'> & {
    readonly repositories: () => Parameters<typeof findStale>[0]['repositories']
    readonly now: Date
    readonly everyMs: number
  },
): Promise<{ missed: number; stale: number }> {
  const { repositories, marks, queue, now, everyMs } = options
  if (await wasWithin(caughtUpMark, everyMs / 2)) return { missed: 0, stale: 0 }
  await marks.note(caughtUpMark, now.getTime())
  const missed = await findMissed(options)
  if (await wasWithin(listedMark, listEveryMs - everyMs / 2)) return { missed, stale: 0 }
  await marks.forget(lookedMarks, now.getTime() - goneMs)
  const slice = await sliceOf(marks)
  const stale = await findStale({ repositories: repositories(), marks, queue, now, slice, overMs: listEveryMs })
  // Last: where it failed, it is tried again the next time.
  await marks.note(listedMark, now.getTime())
  return { missed, stale }

  /** A moment that is still to come was written by a clock that was wrong. */
  async function wasWithin(mark: string, ms: number): Promise<boolean> {
    const last = (await marks.startingWith(mark)).get(mark) ?? 0
    return last <= now.getTime() && now.getTime() - last < ms
  }
}

async function sliceOf(marks: Marks): Promise<number> {
  const known = (await marks.startingWith(lookedMarks)).size
  return Math.max(leastSlice, Math.ceil((known * haste * listEveryMs) / staleMs))
}
