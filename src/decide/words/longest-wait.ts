import type { WaitingChange } from '../../model/change.js'
import type { Reason } from '../../model/decision.js'
import { printWait } from '../../model/longest-wait.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'
import { nameOf } from './waiting-room.js'

/** What the bot says of a change that waits longer than `done.max-wait` allows: moments and no ages, which change by themselves. */

const marker = '<!-- landfall:max-wait -->'

/** Whether a comment of ours tells that something waits too long. */
export function tellsWait(body: string): boolean {
  return body.startsWith(marker)
}

export function waitComment(oldest: WaitingChange, maxMs: number): string {
  return `${marker}\n${sayWait(oldest, maxMs)} Merging this pull request releases it. All that waits is listed above, in the description.`
}

/** Safe to print as Markdown: the title is escaped. */
export function waitsTooLong(oldest: WaitingChange, maxMs: number): Reason {
  return { code: 'waits-too-long', text: sayWait(oldest, maxMs) }
}

function sayWait(oldest: WaitingChange, maxMs: number): string {
  const since = `${oldest.since.slice(0, 16)}Z`
  const title = escapeMarkdown(shorten(oldest.title, 120))
  return `${nameOf(oldest)} (${title}) has waited for a release since ${since}: that is longer than the ${printWait(maxMs)} of done.max-wait.`
}
