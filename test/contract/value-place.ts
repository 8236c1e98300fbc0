/** The place of a member or an item below another place: `body.labels[0]`. */
export function childOf(place: string, part: string): string {
  if (/^\d+$/.test(part)) return `${place}[${part}]`
  return place === '' ? part : `${place}.${part}`
}
