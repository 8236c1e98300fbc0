import { commitPath, threadPath } from '../urls.js'
import type { References } from './find-references.js'
import { html, type Html } from './html.js'

const reference = /(?<![\w/&])#(\d{1,9})\b|(?<![\w./@#-])([0-9a-f]{7,40})(?![\w-])/g

/** Plain text, such as a commit's subject, with what it refers to as links. `around` is where the rest of the text leads. */
export function linkReferences(text: string, references: References, around?: string): Html {
  const parts: Html[] = []
  let from = 0
  for (const match of text.matchAll(reference)) {
    const href = hrefOf(match[1], match[2], references)
    if (href === undefined) continue
    parts.push(plain(text.slice(from, match.index), around), html`<a href="${href}">${match[0]}</a>`)
    from = match.index + match[0].length
  }
  return html`${parts}${plain(text.slice(from), around)}`
}

/** Where `#12` or a sha leads; undefined where it is not ours. */
export function hrefOf(
  number: string | undefined,
  sha: string | undefined,
  references: References,
): string | undefined {
  const { repository, commits } = references
  if (number !== undefined) {
    const known = repository.issues.has(Number(number)) || repository.pullRequests.has(Number(number))
    return known ? threadPath(repository, Number(number)) : undefined
  }
  const whole = commits.get(sha ?? '')
  return whole === undefined ? undefined : commitPath(repository, whole)
}

function plain(text: string, around: string | undefined): Html {
  if (text === '') return html``
  return around === undefined ? html`${text}` : html`<a class="subject" href="${around}">${text}</a>`
}
