import { fingerprintOf } from '../../model/fingerprint.js'
import { marksOf, parseNotes } from '../../model/notes-outline.js'
import type { BodyEdit } from '../../model/pull-request.js'
import { parseReleasePage, shownIn, type ReleasePage } from '../../model/release-page.js'
import type { EarlierNotes } from './merge-notes.js'

/** What people did to the release pull request's body. */
export interface Edits {
  /** The body as it is. */
  readonly body: string
  /** The page in it, with what was overwritten around the notes put back. */
  readonly page: ReleasePage
  /** Notes of edits that the bot wrote over, with the marks of what they were made from. */
  readonly overwritten: readonly (EarlierNotes & { readonly base: readonly string[] })[]
  /** The fingerprints of bodies whose edits are put back now; undefined where none is. */
  readonly restored: readonly string[] | undefined
  /** Whether people wrote in it since the bot did: the branch does not carry that yet. */
  readonly isEdited: boolean
}

/** Nobody wrote anything yet. */
export const noEdits: Edits = readEdits({ body: '', edits: [] })

/**
 * Reads what people wrote, and finds what the bot wrote over. The bot's body names the one it was made from: an edit that lies between the two in the
 * history was not seen.
 */
export function readEdits({ body, edits }: { readonly body: string; readonly edits: readonly BodyEdit[] }): Edits {
  const page = parseReleasePage(body)
  const isEdited = body.trim() !== '' && page.written?.shown !== shownIn(page)
  const lost = findOverwritten(edits)
  const put = lost.reduce((now, { edit, base }) => {
    const [mine, from] = [parseReleasePage(edit.body), parseReleasePage(base.body)]
    return {
      ...now,
      above: putBack(from.above, mine.above, now.above),
      below: putBack(from.below, mine.below, now.below),
    }
  }, page)
  const overwritten = lost.map(({ edit, base }) => {
    const { notes, written } = parseReleasePage(edit.body)
    return { notes, marks: written?.marks ?? [], base: marksOf(parseNotes(parseReleasePage(base.body).notes)) }
  })
  const restored = lost.length === 0 ? undefined : lost.map(({ edit }) => fingerprintOf(edit.body))
  return { body, page: put, overwritten, restored, isEdited: isEdited || lost.length > 0 }
}

interface Overwritten {
  readonly edit: BodyEdit
  /** What the bot made its own body from. */
  readonly base: BodyEdit
}

/** The newest edit of a person between each body of ours and the one it was made from; oldest first, without those put back already. */
function findOverwritten(edits: readonly BodyEdit[]): Overwritten[] {
  const bodies = edits.map((edit) => ({ edit, mark: edit.isOurs ? parseReleasePage(edit.body).written : undefined }))
  const putBackAlready = new Set(bodies.flatMap(({ mark }) => mark?.restored ?? []))
  const found: Overwritten[] = []
  for (let at = 0; at < edits.length;) {
    const read = bodies[at]?.mark?.read
    const from =
      read === undefined ? at + 1 : edits.findIndex((edit, index) => index > at && fingerprintOf(edit.body) === read)
    const base = edits[from]
    if (base === undefined) break
    const edit = edits.slice(at + 1, from).find(({ isOurs }) => !isOurs)
    if (edit !== undefined && !putBackAlready.has(fingerprintOf(edit.body))) found.unshift({ edit, base })
    at = from
  }
  return found
}

/** A person's words into what stands there now, which another may have changed as well. */
function putBack(from: string, theirs: string, now: string): string {
  if (theirs === from || now.includes(theirs)) return now
  return now === from ? theirs : `${now}\n\n${theirs}`
}
