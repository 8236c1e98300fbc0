/** As many of the lines, from the first, as are at most so many printed characters in all. */
export function fitting(
  lines: readonly string[],
  longest: number,
): { readonly kept: readonly string[]; readonly left: number } {
  let room = longest
  const end = lines.findIndex((line) => (room -= line.length + 1) < 0)
  const kept = end === -1 ? lines : lines.slice(0, end)
  return { kept, left: lines.length - kept.length }
}
