import { Marked, type Token } from 'marked'

/** What a renderer of GitHub's Markdown makes of a text. */
export interface Rendered {
  readonly tokens: readonly Token[]
  /** What a reader sees of each block: a heading, an entry, a paragraph. */
  readonly blocks: readonly string[]
}

/** Renders Markdown as GitHub does, line breaks of comments included. */
export function rendered(markdown: string): Rendered {
  const marked = new Marked({ gfm: true, breaks: true, async: false })
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(markdown), (token) => void tokens.push(token))
  const html = marked.parse(markdown, { async: false })
  const blocks = html.split(/<\/?(?:h\d|li|p|ul|ol|pre|details|summary|blockquote|table|t[dhr]|hr)\b[^>]*>/)
  return { tokens, blocks: blocks.map(visible).filter((block) => block.trim() !== '') }
}

function visible(html: string): string {
  const text = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, '')
  return text.replace(/&(#?\w+);/g, (entity, name: string) => {
    const character = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }[name]
    if (character === undefined) throw new Error(`${entity} was not escaped`)
    return character
  })
}

/**
 * What of a text has to be seen, however it is printed: all but blanks, what has no width or orders letters, the backticks that make code,
 * and the spelling of an @ in an address.
 */
export function essence(text: string): string {
  return text
    .replaceAll('%40', '@')
    .replace(/[\0-\x20\x7f-\xa0\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff`]|\s/g, '')
}

/** Whether GitHub would notify somebody: `@name` with no letter, digit or underscore of a word before it. */
export function mentions(text: string): boolean {
  return /(?:^|[^A-Za-z0-9])@[A-Za-z0-9]/.test(text)
}

const keywords = ['close', 'closes', 'closed', 'fix', 'fixes', 'fixed', 'resolve', 'resolves', 'resolved']
const issues = [
  /^#\d/,
  /^GH-\d/i,
  /^[\w.-]+\/[\w.-]+#\d/,
  /^https?:\/\/[^\s/]+\/[^\s/]+\/[^\s/]+\/(?:issues|pull)\/\d/i,
]

/** Whether GitHub would close something on merging: a keyword, perhaps a colon, blanks, an issue, as its manual has it. */
export function closes(text: string): boolean {
  for (const { 0: word, index } of text.matchAll(/[A-Za-z]+/g)) {
    if (!keywords.includes(word.toLowerCase()) || /[A-Za-z0-9]/.test(text.charAt(index - 1))) continue
    const rest = text.slice(index + word.length).replace(/^\s*:?\s*/, '')
    if (issues.some((issue) => issue.test(rest))) return true
  }
  return false
}
