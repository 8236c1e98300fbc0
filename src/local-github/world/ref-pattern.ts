/** Whether a name fits one of GitHub's patterns: `*` within a part of a path, `**` over all. */
export function fitsPattern(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (mark) => (mark === '*' ? '[^/]*' : mark === '?' ? '[^/]' : '.*'))
  return new RegExp(`^${source}$`).test(name)
}
