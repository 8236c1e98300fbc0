import { caughtUpMark, lookedMarks } from '../store/marks.js'
import { findMissed, type MissedOptions } from './find-missed.js'
import { findStale, staleMs } from './find-stale.js'

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
  const { marks, queue, now, everyMs } = options
  const last = (await marks.startingWith(caughtUpMark)).get(caughtUpMark) ?? 0
  // A moment that is still to come was written by a clock that was wrong.
  if (last <= now.getTime() && now.getTime() - last < everyMs / 2) return { missed: 0, stale: 0 }
  await marks.note(caughtUpMark, now.getTime())
  const missed = await findMissed(options)
  const known = (await marks.startingWith(lookedMarks)).size
  const slice = Math.max(leastSlice, Math.ceil((known * haste * everyMs) / staleMs))
  const stale = await findStale({ repositories: options.repositories(), marks, queue, now, slice })
  return { missed, stale }
}
