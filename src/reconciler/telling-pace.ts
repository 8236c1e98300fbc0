import type { Action } from '../model/action.js'
import { toldMark, toldMarks, type Marks } from '../store/marks.js'

/**
 * GitHub takes 80 writes a minute that make content, and 500 an hour, from an installation. Telling keeps to fewer: what people wait for, a
 * release or an answer, finds room beside it.
 */
const aMinute = 60
const anHour = 400

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Who tells hundreds of people of a release does it in turns; a process that begins anew knows how many had theirs. */
export interface TellingPace {
  /** Takes a turn; where none is left, how long it is until the next, in milliseconds. What tells nobody needs none. */
  turn(installationId: number, action: Action): Promise<number | undefined>
}

export function createTellingPace(marks: Marks, now: () => Date): TellingPace {
  return {
    async turn(installationId, action) {
      if (action.kind !== 'show-stage') return undefined
      const at = now().getTime()
      const ofInstallation = toldMarks(installationId)
      await marks.forget(ofInstallation, at - hourMs)
      const turns = [...(await marks.startingWith(ofInstallation)).values()].sort((a, b) => a - b)
      const wait = Math.max(restMs(turns, at, minuteMs, aMinute), restMs(turns, at, hourMs, anHour))
      if (wait > 0) return wait
      await marks.note(toldMark(installationId, at, action.number), at)
      return undefined
    },
  }
}

/** How long until one more is less than so many within that time. */
function restMs(turns: readonly number[], at: number, withinMs: number, most: number): number {
  const oldest = turns.filter((turn) => turn > at - withinMs).at(-most)
  return oldest === undefined ? 0 : oldest + withinMs - at
}
