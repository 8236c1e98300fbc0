import { fingerprintOf, plainLines } from '../../model/fingerprint.js'
import { markOf, marksOf, parseNotes } from '../../model/notes-outline.js'
import { parseReleasePage, printReleasePage, upToNotesEnd } from '../../model/release-page.js'
import { fitNotes } from '../words.js'
import type { Edits } from './read-edits.js'
import type { ToldRelease } from './tell-release.js'

/**
 * The body of the release pull request: people's words as they are, and the bot's part renewed around the notes as people edited them.
 * Where that changes nothing, it is the body that is there.
 */
export function writeReleasePage(
  { fresh, notes }: ToldRelease,
  said: { readonly before: string; readonly after: string },
  { page, body, restored }: Edits,
): string {
  const shown = fitNotes(notes)
  const marks = marksOfShown(fresh, notes, shown)
  const written = (read: string) => ({ read, restored: restored ?? page.written?.restored ?? [], marks })
  const asBefore = printReleasePage({ ...page, notes: shown, written: written(page.written?.read ?? '') }, said)
  if (bodyIs(body, asBefore)) return body
  return printReleasePage({ ...page, notes: shown, written: written(fingerprintOf(body)) }, said)
}

/** Whether two bodies are the same to people. */
export function bodyIs(a: string, b: string): boolean {
  return plainLines(a) === plainLines(b)
}

/**
 * Whether the release branch, made for the page that is there, is the one for this body as well: only what the bot says below the notes
 * differs. Of notes that were cut from the page nobody can tell.
 */
export function isForSameBranch(there: string, body: string, { notes }: ToldRelease): boolean {
  if (bodyIs(there, body)) return true
  if (fitNotes(notes) !== notes || upToNotesEnd(there) !== upToNotesEnd(body)) return false
  return parseReleasePage(there).written?.shown === parseReleasePage(body).written?.shown
}

/** The marks of what the bot says by itself in the notes, less what is cut from the page: nobody could take that out. */
function marksOfShown(fresh: string, notes: string, shown: string): string[] {
  if (shown === fitNotes(fresh)) return marksOf(parseNotes(shown))
  const standing = parseNotes(shown).sections.flatMap(({ blocks }) => blocks)
  const cut = parseNotes(notes)
    .sections.flatMap(({ blocks }) => blocks)
    .filter(({ text }) => !standing.some((block) => block.text === text))
    .map(({ sha }) => sha?.slice(0, 10))
  const note = standing.at(-1)
  return [
    ...marksOf(parseNotes(fresh)).filter((mark) => !cut.includes(mark.split(':')[0])),
    ...(shown === notes || note === undefined ? [] : [markOf(note)]),
  ]
}
