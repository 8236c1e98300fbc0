const hourMs = 60 * 60_000

/** How `done.max-wait` is written: from 1h to 90d. */
export const waitPattern = /^(?:[1-9]\d{0,2}h|(?:[1-8]?[1-9]|[1-9]0)d)$/

/** Reads a time such as `36h` or `7d`, in milliseconds; what does not fit the pattern is a mistake of the caller. */
export function readWait(text: string): number {
  return Number(text.slice(0, -1)) * (text.endsWith('d') ? 24 : 1) * hourMs
}

/** The pair of {@link readWait}, in words. */
export function printWait(ms: number): string {
  const hours = ms / hourMs
  const [n, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return `${n} ${unit}${n === 1 ? '' : 's'}`
}
