const minuteMs = 60_000
const units = { m: minuteMs, h: 60 * minuteMs, d: 24 * 60 * minuteMs } as const

const pattern = /^([1-9]\d{0,3})([mhd])$/

/** Reads a time such as `30m`, `2h` or `3d`, in milliseconds; undefined where it is none, or longer than 30 days. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = pattern.exec(text) ?? []
  if (count === undefined || unit === undefined) return undefined
  const ms = Number(count) * units[unit as keyof typeof units]
  return ms > 30 * units.d ? undefined : ms
}

/** A time in words, rounded up to minutes: `1 hour 30 minutes`. */
export function printDuration(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / minuteMs))
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const
  return parts
    .filter(([n]) => n > 0)
    .slice(0, 2)
    .map(([n, unit]) => `${n} ${unit}${n === 1 ? '' : 's'}`)
    .join(' ')
}
