export interface DiffLine {
  readonly kind: 'hunk' | 'add' | 'del' | 'same'
  readonly text: string
  /** Line numbers before and after, where the line is there. */
  readonly before: number | undefined
  readonly after: number | undefined
}

/** The lines of a unified diff without file header, at most so many, and how many are left out. */
export function diffLines(patch: string, most: number): { readonly shown: readonly DiffLine[]; readonly left: number } {
  const lines = patch.replace(/\n$/, '').split('\n')
  const shown: DiffLine[] = []
  let before = 0
  let after = 0
  if (patch === '') return { shown, left: 0 }
  for (const line of lines.slice(0, Math.max(0, most))) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)
    const text = line.slice(1).replace(/\r$/, '')
    if (hunk) {
      before = Number(hunk[1])
      after = Number(hunk[2])
      shown.push({ kind: 'hunk', text: line, before: undefined, after: undefined })
    } else if (line.startsWith('+')) {
      shown.push({ kind: 'add', text, before: undefined, after: after++ })
    } else if (line.startsWith('-')) {
      shown.push({ kind: 'del', text, before: before++, after: undefined })
    } else if (line.startsWith('\\')) {
      shown.push({ kind: 'hunk', text: line.slice(2), before: undefined, after: undefined })
    } else {
      shown.push({ kind: 'same', text, before: before++, after: after++ })
    }
  }
  return { shown, left: lines.length - shown.length }
}
