/** A number of things, as people say it: `1 commit`, `2 commits`. */
export function sayCount(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`
}

/** A list as people say it: `fix, perf and revert`. */
export function sayList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
