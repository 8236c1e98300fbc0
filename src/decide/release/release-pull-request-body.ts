const begin = '<!-- landfall:release -->'
const end = '<!-- /landfall:release -->'

/** The body with the bot's part renewed. What stands before and after that part is a person's, and stays as it is. */
export function releasePullRequestBody(words: string, current: string | undefined): string {
  const part = `${begin}\n${words}\n${end}`
  const text = current?.replaceAll('\r\n', '\n') ?? ''
  const from = text.indexOf(begin)
  const to = text.lastIndexOf(end)
  if (from < 0 || to < from) return text.trim() === '' ? part : `${part}\n\n${text.trim()}`
  return text.slice(0, from) + part + text.slice(to + end.length)
}

/** Whether two bodies are the same; a browser's form writes other line ends than the API, and GitHub trims. */
export function bodyIs(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim()
}
