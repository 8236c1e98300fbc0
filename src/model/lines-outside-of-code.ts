const fence = /^ {0,3}(```+|~~~+)/

/** The lines of a comment that are not in fenced code; a fence that nobody closed reaches to the end. */
export function linesOutsideOfCode(body: string): string[] {
  let open: string | undefined
  return body.split(/\r?\n/).filter((line) => {
    const mark = fence.exec(line)?.[1]
    if (open === undefined) {
      open = mark
      return mark === undefined
    }
    if (mark?.startsWith(open) === true && line.trim() === mark) open = undefined
    return false
  })
}
