/** Where the repository is on the web, without a slash at the end: `https://github.com/owner/name`. */
export interface RepositoryLink {
  readonly url: string
}

const zeroWidthSpace = '\u200b'
const longestText = 4000
const unseen = /[\0-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
// After `#3` it begins a text of its own, since that becomes a link.
const mention = /(?:(?<![A-Za-z0-9])|(?<=#\d{1,10}))@(?=[A-Za-z0-9])/g
const closing = String.raw`(?<![A-Za-z0-9])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)`
// No owner and no repository has a longer name: unbounded, this would take each `fix` to the end of the text.
const reference = String.raw`[\s:*_~\[<\x60]{0,20}(?:#\d|GH-\d|[\w.-]{1,100}\/[\w.-]{1,100}#\d|https?:\/\/\S{1,500}\/(?:issues|pull)\/\d)`
const closingReference = new RegExp(`${closing}(?=${reference})`, 'gi')
const closingAtEnd = new RegExp(`${closing}$`, 'i')
const alphanumeric = /[A-Za-z0-9]/
const url = /^(?:https?|ftp):\/\/[^\s<>`"'|\\[\](){}*]*[^\s<>`"'|\\[\](){}*.,;:!?]/i
const issue = /^#(\d{1,10})(?![\w-])/
const foreignIssue = /^([\w.-]{1,100}\/[\w.-]{1,100})#(?=\d)/

/**
 * Makes text from a commit message harmless wherever GitHub shows it, be it Markdown, a title or a commit message: no @mention
 * pings, no `fixes #3` closes, no unseen character reorders it. What is longer than 4,000 characters ends in `…`. It is still to
 * be escaped where Markdown is printed.
 */
export function neutralise(text: string): string {
  const line = text.replace(unseen, ' ').replace(/\s+/g, ' ').trim()
  // Before what follows: hostile texts take it a time that grows with the square of their length.
  return shorten(line, longestText).replace(mention, `@${zeroWidthSpace}`).replace(closingReference, breakWord)
}

/**
 * Text from a commit message as one line of Markdown that shows what was written and does nothing: neutralised, HTML and
 * Markdown escaped. Balanced `code` stays code, an address stays an address, and `#12` leads to that issue or pull request,
 * by an explicit link where the repository is known.
 */
export function escapeMarkdown(text: string, link?: RepositoryLink): string {
  const line = neutralise(text)
  return escapeLine(line, { link, dollars: line.split('$').length > 2 ? 'spanned' : 'plain' })
}

/** How a line is shown: a dollar sign that meets no other is left as it is. */
interface Showing {
  readonly link?: RepositoryLink | undefined
  readonly dollars: 'plain' | 'spanned'
}

function escapeLine(line: string, shows: Showing): string {
  let printed = ''
  for (let at = 0; at < line.length;) {
    const token = tokenAt(line, at, shows)
    printed += token.printed
    at += token.length
  }
  return escapeStart(printed)
}

/** A scope, as {@link escapeMarkdown} has it; a scope `fix` before a description `#3` closes nothing either. */
export function escapeScope(scope: string): string {
  return escapeLine(neutralise(scope), { dollars: 'spanned' }).replace(closingAtEnd, breakWord)
}

/** A text of at most so many characters, and `…` where there were more. */
export function shorten(text: string, longest: number): string {
  const characters = [...text]
  return characters.length <= longest ? text : `${characters.slice(0, longest).join('')}…`
}

function breakWord(word: string): string {
  return word.slice(0, 1) + zeroWidthSpace + word.slice(1)
}

interface Token {
  readonly length: number
  readonly printed: string
}

function tokenAt(line: string, at: number, shows: Showing): Token {
  const char = line.charAt(at)
  if (char === '`') return codeAt(line, at)
  const before = at === 0 ? ' ' : line.charAt(at - 1)
  const rest = line.slice(at, at + 2000)
  const found =
    (/[fhw]/i.test(char) ? addressAt(rest) : undefined) ??
    (/[^A-Za-z0-9/#]/.test(before) ? issueAt(rest, shows.link) : undefined)
  if (found !== undefined) return found
  return { length: 1, printed: escapeChar(line, at, shows) }
}

function addressAt(rest: string): Token | undefined {
  // GitHub makes an address of it up to the next blank, backslashes included.
  if (/^www\./i.test(rest)) return { length: 3, printed: rest.slice(0, 3) + zeroWidthSpace }
  const address = url.exec(rest)?.[0]
  if (address !== undefined)
    return { length: address.length, printed: `<${address.replaceAll('@', '%40').replaceAll(zeroWidthSpace, '')}>` }
  return undefined
}

function issueAt(rest: string, link: RepositoryLink | undefined): Token | undefined {
  const number = issue.exec(rest)
  if (number !== null) {
    const printed = link === undefined ? number[0] : `[${number[0]}](${link.url}/issues/${number[1]})`
    return { length: number[0].length, printed }
  }
  // Another repository's issue is not linked: each print would leave a cross-reference on its timeline.
  const foreign = foreignIssue.exec(rest)
  if (foreign !== null)
    return { length: foreign[0].length, printed: `${foreign[1]?.replaceAll('_', '\\_')}#${zeroWidthSpace}` }
  return undefined
}

/**
 * A code span as CommonMark has it: closed by the next run of just as many backticks; else the run is plain text. No HTML comment
 * opens in it, neither for Markdown nor for whoever looks for the markers of a text that this is printed into.
 */
function codeAt(line: string, at: number): Token {
  const run = /^`+/.exec(line.slice(at))?.[0] ?? '`'
  for (const close of line.slice(at + run.length).matchAll(/`+/g)) {
    if (close[0].length !== run.length) continue
    const length = run.length + close.index + run.length
    return { length, printed: line.slice(at, at + length).replaceAll('<!--', `<${zeroWidthSpace}!--`) }
  }
  return { length: run.length, printed: '\\`'.repeat(run.length) }
}

function escapeChar(line: string, at: number, shows: Showing): string {
  const char = line.charAt(at)
  switch (char) {
    case '<':
      return '&lt;'
    case '>':
      return '&gt;'
    case '&':
      return /^&#?\w+;/.test(line.slice(at, at + 40)) ? '&amp;' : '&'
    case '_':
      return alphanumeric.test(line.charAt(at - 1)) && alphanumeric.test(line.charAt(at + 1)) ? '_' : '\\_'
    case '#':
      return /[\w.-]/.test(line.charAt(at - 1)) && /\d/.test(line.charAt(at + 1)) ? `#${zeroWidthSpace}` : '#'
    case '$':
      // Two of them are maths on GitHub, and what its manual says of one that is none is this.
      return shows.dollars === 'spanned' ? '<span>$</span>' : '$'
    case '\\':
    case '*':
    case '[':
    case ']':
    case '~':
    case '|':
      return `\\${char}`
    default:
      return char
  }
}

/** What would begin a heading, a list or a rule, were it the first thing of a list item. */
function escapeStart(line: string): string {
  return line.replace(/^(?:#{1,6}(?=\s|$)|[-+=])/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
}
