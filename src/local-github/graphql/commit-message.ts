/** A subject longer than this is cut, and goes on in the body. */
const longestHeadline = 72

/** A message as GitHub takes it apart: the first line, and the rest without the empty lines between and after. */
export function headlineAndBody(message: string): { headline: string; body: string } {
  const [subject = '', ...rest] = message.trim().split('\n')
  const body = rest.join('\n').trim()
  const characters = [...subject.trimEnd()]
  if (characters.length <= longestHeadline) return { headline: characters.join(''), body }
  const headline = `${characters.slice(0, longestHeadline - 3).join('')}…`
  const overhang = `…${characters.slice(longestHeadline - 3).join('')}`
  return { headline, body: body === '' ? overhang : `${overhang}\n\n${body}` }
}
