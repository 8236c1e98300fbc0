import { DateTime } from 'luxon'

/** A time in which nothing new is deployed, by the clock on the wall: every week, every day, or once. */
export type FreezeWindow =
  | { readonly kind: 'weekly'; readonly from: WeekTime; readonly to: WeekTime }
  | { readonly kind: 'daily'; readonly from: DayTime; readonly to: DayTime }
  /** Dates as they are written, such as `2026-12-20` or `2026-12-20 18:00`; the end is not in it. */
  | { readonly kind: 'once'; readonly from: string; readonly to: string }

export interface DayTime {
  readonly hour: number
  readonly minute: number
}

export interface WeekTime extends DayTime {
  /** 1 is Monday, as ISO 8601 has it. */
  readonly weekday: number
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const weekTime = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]* (\d{1,2}):(\d{2})$/i
const dayTime = /^(\d{1,2}):(\d{2})$/
const date = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?$/

/** Reads `Fri 16:00 - Mon 08:00`, `22:00 - 06:00` or `2026-12-20 - 2027-01-04`; undefined where it is none of these. */
export function parseFreezeWindow(text: string): FreezeWindow | undefined {
  const [first, second, third] = text.trim().split(/\s+-\s+/)
  if (first === undefined || second === undefined || third !== undefined) return undefined
  const week = [readWeekTime(first), readWeekTime(second)] as const
  if (week[0] && week[1]) return { kind: 'weekly', from: week[0], to: week[1] }
  const day = [readDayTime(first), readDayTime(second)] as const
  if (day[0] && day[1]) return { kind: 'daily', from: day[0], to: day[1] }
  if (!isDate(first) || !isDate(second) || first >= second) return undefined
  return { kind: 'once', from: first, to: second }
}

/** When the window that `now` lies in ends (ISO 8601, UTC); undefined where it lies in none. An hour that summer time skips or repeats is as the clock on the wall has it. */
export function frozenUntil(window: FreezeWindow, timeZone: string, now: Date): string | undefined {
  const local = DateTime.fromJSDate(now, { zone: timeZone })
  const spans = spansAround(window, local)
  const span = spans.find(({ from, to }) => from <= local && local < to)
  return span?.to.toUTC().toJSDate().toISOString()
}

interface Span {
  readonly from: DateTime
  readonly to: DateTime
}

function spansAround(window: FreezeWindow, local: DateTime): Span[] {
  switch (window.kind) {
    case 'once':
      return [{ from: atDate(window.from, local), to: atDate(window.to, local) }]
    case 'daily':
      return [-1, 0].map((offset) => {
        const from = local.plus({ days: offset }).set({ ...window.from, second: 0, millisecond: 0 })
        const end = from.set(window.to)
        return {
          from,
          to: end > from ? end : local.plus({ days: offset + 1 }).set({ ...window.to, second: 0, millisecond: 0 }),
        }
      })
    case 'weekly':
      return [-1, 0].map((offset) => {
        const week = local.plus({ weeks: offset })
        const from = atWeekTime(week, window.from)
        const end = atWeekTime(week, window.to)
        return { from, to: end > from ? end : atWeekTime(week.plus({ weeks: 1 }), window.to) }
      })
  }
}

function atWeekTime(week: DateTime, { weekday, hour, minute }: WeekTime): DateTime {
  return week
    .startOf('week')
    .plus({ days: weekday - 1 })
    .set({ hour, minute, second: 0, millisecond: 0 })
}

function atDate(text: string, local: DateTime): DateTime {
  return DateTime.fromISO(text.replace(' ', 'T'), { zone: local.zone })
}

function readWeekTime(text: string): WeekTime | undefined {
  const [, day = '', hour = '', minute = ''] = weekTime.exec(text) ?? []
  const time = readDayTime(`${hour}:${minute}`)
  return time && { weekday: days.indexOf(day.slice(0, 3).toLowerCase()) + 1, ...time }
}

function readDayTime(text: string): DayTime | undefined {
  const [, hour, minute] = dayTime.exec(text) ?? []
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return { hour: Number(hour), minute: Number(minute) }
}

function isDate(text: string): boolean {
  return date.test(text) && DateTime.fromISO(text.replace(' ', 'T')).isValid
}
