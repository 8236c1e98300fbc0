import { html, type Html } from './html.js'

const steps: readonly (readonly [seconds: number, word: string])[] = [
  [60, 'second'],
  [3600, 'minute'],
  [86_400, 'hour'],
  [86_400 * 30, 'day'],
]

/** `3 minutes ago`, with the exact time in the title; after a month the date itself. */
export function relativeTime(now: Date, iso: string): Html {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return html`<span>${iso}</span>`
  const exact = `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
  return html`<time datetime="${at.toISOString()}" title="${exact}">${inWords(now, at)}</time>`
}

export function inWords(now: Date, at: Date): string {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1000)
  if (Math.abs(seconds) < 10) return 'just now'
  const index = steps.findIndex(([limit]) => Math.abs(seconds) < limit)
  const [, word = ''] = steps[index] ?? []
  if (index < 0) return `on ${date(at, now)}`
  const count = Math.floor(Math.abs(seconds) / (index === 0 ? 1 : (steps[index - 1]?.[0] ?? 1)))
  if (word === 'day' && count === 1) return seconds > 0 ? 'yesterday' : 'tomorrow'
  const amount = `${count} ${word}${count === 1 ? '' : 's'}`
  return seconds > 0 ? `${amount} ago` : `in ${amount}`
}

function date(at: Date, now: Date): string {
  const year = at.getUTCFullYear() === now.getUTCFullYear() ? {} : ({ year: 'numeric' } as const)
  return at.toLocaleDateString('en-US', { month: 'short', day: 'numeric', ...year, timeZone: 'UTC' })
}
