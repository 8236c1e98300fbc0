import type { Version } from './version.js'

/** A version's part of a changelog: its lines are `from` to `to`, the latter not included. */
interface Entry {
  readonly version: Version
  readonly level: number
  readonly from: number
  readonly to: number
}

const versionHeading =
  /^(#{1,3})\s+(?:\[)?(?:[\w@/.-]*@|[\w/-]*-)?v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)(?:\+[\w.-]+)?(?![\w.])/
const heading = /^(#{1,6})\s/
const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/
const linkDefinition = /^\[[^\]]+\]:\s/

/**
 * Puts a version's entry on top of the others; where the version has an entry already, in its place. The title, what stands
 * before the first entry and everything else stay as they are, line ends included. An empty text gets the title `# Changelog`.
 */
export function addChangelogEntry(text: string, version: Version, entry: string): string {
  const lineEnd = /\r\n/.test(text) ? '\r\n' : '\n'
  const lines = text.trim() === '' ? ['# Changelog', ''] : text.split(/\r?\n/)
  const entries = entriesOf(lines)
  const same = entries.find((candidate) => candidate.version === version)
  const from = same?.from ?? entries[0]?.from ?? endOfText(lines)
  const before = withoutBlankEnd(lines.slice(0, from))
  const after = lines.slice(same?.to ?? from)
  while (after[0]?.trim() === '') after.shift()
  const parts = [before, entry.trim().split(/\r?\n/), after].filter((part) => part.length > 0)
  const joined = parts.map((part) => part.join(lineEnd)).join(lineEnd + lineEnd)
  return joined.endsWith('\n') ? joined : joined + lineEnd
}

/** A version's entry, heading included, line ends as `\n`; undefined where there is none. */
export function findChangelogEntry(text: string, version: Version): string | undefined {
  const lines = text.split(/\r?\n/)
  const entry = entriesOf(lines).find((candidate) => candidate.version === version)
  return entry && withoutBlankEnd(lines.slice(entry.from, entry.to)).join('\n')
}

function entriesOf(lines: readonly string[]): Entry[] {
  const outside = outsideOfFences(lines)
  const entries: Entry[] = []
  for (const [from, line] of lines.entries()) {
    const match = outside[from] === true ? versionHeading.exec(line) : null
    if (match === null) continue
    const level = match[1]?.length ?? 0
    entries.push({
      version: match[2] ?? '',
      level,
      from: withAnchor(lines, from),
      to: endOfEntry(lines, outside, from, level),
    })
  }
  return entries
}

/** standard-version puts `<a name="1.2.3"></a>` in the line above an entry. */
function withAnchor(lines: readonly string[], from: number): number {
  return /^<a (?:name|id)="[^"]*"><\/a>\s*$/.test(lines[from - 1] ?? '') ? from - 1 : from
}

function endOfEntry(lines: readonly string[], outside: readonly boolean[], from: number, level: number): number {
  for (let index = from + 1; index < lines.length; index += 1) {
    if (outside[index] !== true) continue
    const line = lines[index] ?? ''
    if (versionHeading.test(line)) return withAnchor(lines, index)
    // In a changelog of standard-version a patch has a heading of the third level, and so have its sections.
    const found = heading.exec(line)?.[1]?.length ?? Infinity
    if (found < level || (found === level && level < 3)) return index
    if (
      linkDefinition.test(line) &&
      lines.slice(index).every((rest) => rest.trim() === '' || linkDefinition.test(rest))
    )
      return index
  }
  return lines.length
}

/**
 * Which lines are not within a fenced block: in one, a `#` heads nothing. A fence that nothing closes counts as text: else every
 * entry below it would be lost, and the next one be written again and again.
 */
function outsideOfFences(lines: readonly string[]): boolean[] {
  const outside = lines.map(() => true)
  // Where a mark closes nothing up to the end, no shorter search has to be made for it again.
  const unclosed = new Set<string>()
  for (let index = 0; index < lines.length; index += 1) {
    const open = fence.exec(lines[index] ?? '')?.[1]
    if (open === undefined || unclosed.has(open)) continue
    const close = lines.findIndex((line, at) => at > index && closes(line.trim(), open))
    if (close === -1) unclosed.add(open)
    else {
      outside.fill(false, index, close + 1)
      index = close
    }
  }
  return outside
}

function closes(line: string, open: string): boolean {
  return line.startsWith(open) && line === open.charAt(0).repeat(line.length)
}

/** Where the first entry belongs in a changelog that has none: before the link definitions at the end, if any. */
function endOfText(lines: readonly string[]): number {
  let end = lines.length
  while (end > 0 && (lines[end - 1]?.trim() === '' || linkDefinition.test(lines[end - 1] ?? ''))) end -= 1
  return end
}

function withoutBlankEnd(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return lines.slice(0, last + 1)
}
