import { parseNotes, printNotes } from '../../model/notes-outline.js'
import { mergeNotes } from './merge-notes.js'
import type { Edits } from './read-edits.js'

/** The notes of a release with people's hands in them. Markdown: what commits say in it is escaped, what people wrote is as they wrote it. */
export interface ToldRelease {
  /** As the commits alone have it. */
  readonly fresh: string
  /** With people's edits of the entries: what the page shows. */
  readonly notes: string
  /** With the words that lead it: the changelog entry, and the text of the release. */
  readonly entry: string
}

/** Brings the edits of people into the notes of a release. */
export function tellRelease(fresh: string, { page, overwritten }: Edits): ToldRelease {
  const before = overwritten.reduce((notes, edit) => mergeNotes(notes, edit), fresh)
  const known = overwritten.flatMap(({ base }) => base)
  const marks = [...new Set([...(page.written?.marks ?? []), ...known])]
  const notes = mergeNotes(before, { notes: page.notes, marks })
  return { fresh, notes, entry: withLead(notes, page.above) }
}

/** Words right below the heading of the version. */
function withLead(notes: string, lead: string): string {
  if (lead === '') return notes
  const { heading, sections } = parseNotes(notes)
  return [heading ?? '', lead, printNotes({ heading: undefined, sections })].filter((text) => text !== '').join('\n\n')
}
