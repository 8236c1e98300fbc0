import {
  markOf,
  marksOf,
  parseNotes,
  printNotes,
  type NotesBlock,
  type NotesOutline,
} from '../../model/notes-outline.js'

/** What a page holds of earlier notes: people's edits included, and the marks of what the bot wrote by itself. */
export interface EarlierNotes {
  readonly notes: string
  readonly marks: readonly string[]
}

/**
 * Fresh notes with the edits that people made in earlier ones. An entry is known by its commit: one that a person rewrote stays as they
 * wrote it, one that they took out stays out, what they added stays where it stands, and an entry whose commit left the release goes.
 */
export function mergeNotes(fresh: string, earlier: EarlierNotes): string {
  const theirs = parseNotes(fresh)
  const page = parseNotes(earlier.notes)
  const isUntouched = marksOf(page).join() === earlier.marks.join()
  if (page.sections.length === 0 || isUntouched) return fresh
  const matched = matchBlocks(theirs, page, earlier.marks)
  return printNotes({ heading: theirs.heading, sections: arrange(theirs, page, matched) })
}

interface Matched {
  /** What becomes of each block of the page: its text now, and the fresh block that it stands for. */
  readonly kept: ReadonlyMap<NotesBlock, { readonly text: string; readonly fresh: NotesBlock | undefined }>
  /** Fresh blocks that a person took out. */
  readonly takenOut: ReadonlySet<NotesBlock>
}

function matchBlocks(theirs: NotesOutline, page: NotesOutline, marks: readonly string[]): Matched {
  const ours = new Set(marks)
  const kept = new Map<NotesBlock, { text: string; fresh: NotesBlock | undefined }>()
  const takenOut = new Set<NotesBlock>()
  const waiting = new Set(blocksOf(theirs))
  const take = (isIt: (block: NotesBlock) => boolean): NotesBlock | undefined => {
    const found = [...waiting].find(isIt)
    if (found !== undefined) waiting.delete(found)
    return found
  }
  const onPage = blocksOf(page)
  for (const block of onPage) {
    const fresh = take(({ text, sha }) => text === block.text && sha === block.sha)
    if (fresh !== undefined) kept.set(block, { text: block.text, fresh })
  }
  for (const block of onPage) {
    if (kept.has(block)) continue
    const fresh = block.sha === undefined ? undefined : take(({ sha }) => sha === block.sha)
    if (ours.has(markOf(block))) {
      if (fresh !== undefined) kept.set(block, { text: fresh.text, fresh })
    } else if (fresh !== undefined || block.sha === undefined) kept.set(block, { text: block.text, fresh })
  }
  for (const block of waiting) {
    const written = marks.filter((mark) => mark.startsWith(`${block.sha?.slice(0, 10)}:`)).length
    const standing = onPage.filter(({ sha }) => sha === block.sha).length
    const out = [...takenOut].filter(({ sha }) => sha === block.sha).length
    if (block.sha !== undefined && written - standing - out > 0) takenOut.add(block)
  }
  return { kept, takenOut }
}

interface Section {
  readonly title: string | undefined
  readonly blocks: (NotesBlock & { readonly fresh: NotesBlock | undefined })[]
}

/** The page's sections in its order, with what is new put beside what it stood beside in the fresh notes. */
function arrange(theirs: NotesOutline, page: NotesOutline, { kept, takenOut }: Matched): NotesOutline['sections'] {
  const sections = page.sections.map(({ title, blocks }): Section => ({
    title,
    blocks: blocks.flatMap((block) => {
      const now = kept.get(block)
      return now === undefined ? [] : [{ ...block, ...now }]
    }),
  }))
  const placed = new Set([...kept.values()].map(({ fresh }) => fresh))
  let after: Section | undefined
  for (const { title, blocks } of theirs.sections) {
    const home = homeOf(sections, title, blocks)
    const section = home ?? { title, blocks: [] }
    let at = -1
    for (const fresh of blocks) {
      const stands = section.blocks.findIndex((block) => block.fresh === fresh)
      if (stands >= 0) at = stands
      if (placed.has(fresh) || takenOut.has(fresh)) continue
      at += 1
      section.blocks.splice(at, 0, { ...fresh, fresh })
    }
    if (home === undefined && section.blocks.length > 0) {
      sections.splice(placeOf(sections, after), 0, section)
    }
    if (sections.includes(section)) after = section
  }
  const emptied = new Set([...theirs.sections, ...page.sections.filter(({ blocks }) => blocks.length > 0)].map(titleOf))
  return sections.filter((section) => section.blocks.length > 0 || !emptied.has(section.title))
}

/** A new section stands behind the one before it, else before all that have a title. */
function placeOf(sections: readonly Section[], after: Section | undefined): number {
  if (after !== undefined) return sections.indexOf(after) + 1
  return sections[0]?.title === undefined && sections.length > 0 ? 1 : 0
}

/** The section of that title; where a person gave it another one, that which holds its entries. */
function homeOf(
  sections: readonly Section[],
  title: string | undefined,
  blocks: readonly NotesBlock[],
): Section | undefined {
  return (
    sections.find((section) => section.title === title) ??
    sections.find((section) => section.blocks.some(({ fresh }) => fresh !== undefined && blocks.includes(fresh)))
  )
}

function blocksOf({ sections }: NotesOutline): NotesBlock[] {
  return sections.flatMap(({ blocks }) => blocks)
}

function titleOf({ title }: { readonly title: string | undefined }): string | undefined {
  return title
}
