import { fingerprintOf, plainLines } from './fingerprint.js'

/** The body of the release pull request: the bot's part with the notes in it, and what people write around it. */
export interface ReleasePage {
  /** What a person wrote above: it leads the changelog entry and the release. */
  readonly above: string
  /** The notes as they stand there, people's edits included. */
  readonly notes: string
  /** What a person wrote below: it stays there. */
  readonly below: string
  readonly written: WrittenMark | undefined
}

/** What the bot keeps of its last writing, hidden in the page. */
export interface WrittenMark {
  /** The fingerprint of the body that it read before it wrote. */
  readonly read: string
  /** The fingerprint of people's words and the notes as it wrote them: the branch carries these. */
  readonly shown: string
  /** Fingerprints of bodies that were overwritten and whose edits are in this one again. */
  readonly restored: readonly string[]
  /** The marks of all that it wrote in the notes by itself. */
  readonly marks: readonly string[]
}

const begin = '<!-- landfall:release -->'
const notesBegin = '<!-- landfall:notes -->'
const notesEnd = '<!-- /landfall:notes -->'
const end = '<!-- /landfall:release -->'
const written =
  /<!-- landfall:written read=([0-9a-f]{8}) shown=([0-9a-f]{8})((?: restored=[0-9a-f]{8})*)((?: \w+:[0-9a-f]{8})*) -->/

/** Reads a body; where a person took the bot's part out, all of it is theirs and stands above. */
export function parseReleasePage(body: string): ReleasePage {
  const text = plainLines(body)
  const from = firstOf(text, [begin, notesBegin, notesEnd, end])
  if (from === undefined) return { above: text, notes: '', below: '', written: undefined }
  const to = lastOf(text, [begin, notesBegin, notesEnd, end])
  const part = text.slice(from, to)
  const [notesFrom, notesTo] = [part.indexOf(notesBegin), part.lastIndexOf(notesEnd)]
  return {
    above: text.slice(0, from).trim(),
    notes: notesFrom < 0 || notesTo < notesFrom ? '' : part.slice(notesFrom + notesBegin.length, notesTo).trim(),
    below: text.slice(to).trim(),
    written: parseMark(part),
  }
}

/** The pair of {@link parseReleasePage}; `before` and `after` are what the bot says around the notes. */
export function printReleasePage(
  page: Omit<ReleasePage, 'written'> & { readonly written: Omit<WrittenMark, 'shown'> },
  said: { readonly before: string; readonly after: string },
): string {
  const { read, restored, marks } = page.written
  const known = [...restored.map((body) => `restored=${body}`), ...marks]
  const mark = `<!-- landfall:written ${[`read=${read}`, `shown=${shownIn(page)}`, ...known].join(' ')} -->`
  const part = [begin, said.before, '', notesBegin, page.notes, notesEnd, '', said.after, mark, end].join('\n')
  return [page.above, part, page.below].filter((text) => text !== '').join('\n\n')
}

/** A body without what stands below the notes. */
export function upToNotesEnd(body: string): string {
  const text = plainLines(body)
  return text.slice(0, Math.max(0, text.lastIndexOf(notesEnd)))
}

/** The fingerprint of what a page tells of the release: people's words above, and the notes. */
export function shownIn({ above, notes }: Pick<ReleasePage, 'above' | 'notes'>): string {
  return fingerprintOf(`${above.trim()}\n\n${notes.trim()}`)
}

function parseMark(part: string): WrittenMark | undefined {
  const [, read, shown, restored = '', marks = ''] = written.exec(part) ?? []
  if (read === undefined || shown === undefined) return undefined
  return { read, shown, restored: words(restored).map((word) => word.slice('restored='.length)), marks: words(marks) }
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '')
}

function firstOf(text: string, markers: readonly string[]): number | undefined {
  const found = markers.map((marker) => text.indexOf(marker)).filter((index) => index >= 0)
  return found.length === 0 ? undefined : Math.min(...found)
}

function lastOf(text: string, markers: readonly string[]): number {
  return Math.max(...markers.map((marker) => (text.includes(marker) ? text.lastIndexOf(marker) + marker.length : -1)))
}
