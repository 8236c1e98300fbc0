import { fingerprintOf } from './fingerprint.js'

/** Release notes as people edit them: sections of blocks. Markdown, without the heading that names the version. */
export interface NotesOutline {
  /** The heading of the version, if there is one. */
  readonly heading: string | undefined
  /** The first may have no title. */
  readonly sections: readonly NotesSection[]
}

export interface NotesSection {
  /** The line of the heading, `###` included. */
  readonly title: string | undefined
  readonly blocks: readonly NotesBlock[]
}

/** An entry with what hangs on it, or a paragraph. */
export interface NotesBlock {
  readonly text: string
  /** The commit that it tells of: the last that it links to. */
  readonly sha: string | undefined
  /** Whether a blank line stands before it. */
  readonly apart: boolean
}

const versionHeading = /^#{1,2}\s+\[?\d+\.\d+\.\d+/
const sectionHeading = /^#{1,6}\s/
const entryStart = /^[*+-]\s/

/** Reads notes; whatever people made of them, {@link printNotes} gives it back, but for blank lines beyond one. */
export function parseNotes(text: string): NotesOutline {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const first = lines.findIndex((line) => line.trim() !== '')
  const heading = versionHeading.test(lines[first] ?? '') ? lines[first]?.trimEnd() : undefined
  const sections: { title: string | undefined; lines: string[] }[] = [{ title: undefined, lines: [] }]
  for (const line of lines.slice(heading === undefined ? 0 : first + 1)) {
    if (sectionHeading.test(line)) sections.push({ title: line.trimEnd(), lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  const read = sections.map(({ title, lines }) => ({ title, blocks: blocksOf(lines) }))
  return { heading, sections: read.filter(({ title, blocks }) => title !== undefined || blocks.length > 0) }
}

/** The pair of {@link parseNotes}. */
export function printNotes({ heading, sections }: NotesOutline): string {
  const parts = sections.map(({ title, blocks }) => {
    const text = blocks.map(({ text, apart }, index) => (index === 0 ? '' : apart ? '\n\n' : '\n') + text).join('')
    return [title, text].filter((part) => part !== undefined && part !== '').join('\n\n')
  })
  return [heading, ...parts].filter((part) => part !== undefined && part !== '').join('\n\n')
}

/** What of notes can be known again once people had them: a title, or a block of a commit or of none. */
export function marksOf({ sections }: NotesOutline): string[] {
  return sections.flatMap(({ title, blocks }) => [
    ...(title === undefined ? [] : [`title:${fingerprintOf(title)}`]),
    ...blocks.map(markOf),
  ])
}

export function markOf({ sha, text }: NotesBlock): string {
  return `${sha?.slice(0, 10) ?? 'text'}:${fingerprintOf(text)}`
}

function blocksOf(lines: readonly string[]): NotesBlock[] {
  const blocks: { lines: string[]; apart: boolean }[] = []
  let isApart = true
  for (const line of lines) {
    if (line.trim() === '') {
      isApart = true
      continue
    }
    const isIndented = /^\s/.test(line)
    if (blocks.length === 0 || entryStart.test(line) || (isApart && !isIndented)) {
      blocks.push({ lines: [line.trimEnd()], apart: isApart })
    } else {
      blocks.at(-1)?.lines.push(...(isApart ? ['', line.trimEnd()] : [line.trimEnd()]))
    }
    isApart = false
  }
  return blocks.map(({ lines, apart }) => {
    const text = lines.join('\n')
    return { text, sha: [...text.matchAll(/\/commit\/([0-9a-f]{40})\b/g)].at(-1)?.[1], apart }
  })
}
