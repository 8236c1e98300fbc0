import { Cron } from 'croner'

/** Moments that come again and again: five fields of cron, read by the clocks of a place. */
export interface Schedule {
  /** Minute, hour, day of the month, month, day of the week. */
  readonly cron: string
  /** As the IANA names it. */
  readonly timeZone: string
}

/** Whether it is five fields of cron, for a moment that ever comes. */
export function isCron(text: string): boolean {
  if (text.trim().split(/\s+/).length !== 5) return false
  try {
    return cronOf({ cron: text, timeZone: 'UTC' }).nextRun(new Date(0)) !== null
  } catch {
    return false
  }
}

/** Whether this machine knows the clocks of the place. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * The newest moment of the schedule that has come. In spring what falls into the hour that the clocks leave out comes an hour later by them; in autumn
 * what falls into the hour that they show twice comes once, the first time.
 */
export function lastOf(schedule: Schedule, now: Date): Date | undefined {
  return cronOf(schedule).previousRuns(1, new Date(secondOf(now) + 1000))[0]
}

/** The next moment of the schedule, later than now. */
export function nextOf(schedule: Schedule, now: Date): Date | undefined {
  return cronOf(schedule).nextRun(new Date(secondOf(now))) ?? undefined
}

/** As the clocks of the place show it: `2026-11-30 09:00`. */
export function printMoment({ timeZone }: Pick<Schedule, 'timeZone'>, moment: Date): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return format.format(moment)
}

/** Without a function to call it starts no timer. */
function cronOf({ cron, timeZone }: Schedule): Cron {
  return new Cron(cron, { timezone: timeZone, mode: '5-part' })
}

function secondOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1000) * 1000
}
