/** Rows as a Markdown table; the first is its head. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const printed = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
  return [printed[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...printed.slice(1)].join('\n')
}

/** The median of what rounds have under a key. */
export function median(rounds, key) {
  const sorted = rounds.map((round) => round[key]).toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}
