import { commonTypes } from '../../model/commit-types.js'
import { defaultTypes } from '../../model/config.js'
import type { ReleaseRules } from '../../model/release.js'
import { overrideBegin, overrideEnd } from '../../model/rewording.js'
import { cleanLines } from './read-commit.js'

/** What a pull request's body says in place of its commits' messages. */
export type ReadOverride =
  | { readonly kind: 'none' }
  | { readonly kind: 'messages'; readonly messages: readonly string[] }
  | { readonly kind: 'unusable'; readonly why: 'no-end' | 'empty' }

/**
 * Reads the first override of a body. Its marks stand alone on their lines, outside of code and of HTML comments: what nobody sees who reads the
 * pull request does not count. A line that begins like a Conventional Commit of a known type begins another message; the first begins one
 * whatever it says.
 */
export function readOverride(body: string, rules: Pick<ReleaseRules, 'types'>): ReadOverride {
  // What a text begins with is trimmed, and the indentation of the first line tells code.
  const lines = cleanLines(`.\n${body}`).slice(1)
  const seen = visibleLines(lines)
  const begin = lines.findIndex((line, index) => seen[index] === true && isMark(line, overrideBegin))
  if (begin < 0) return { kind: 'none' }
  const end = lines.findIndex((line, index) => index > begin && isMark(line, overrideEnd))
  if (end < 0) return { kind: 'unusable', why: 'no-end' }
  const messages = splitMessages(lines.slice(begin + 1, end), startPattern(rules))
  return messages.length === 0 ? { kind: 'unusable', why: 'empty' } : { kind: 'messages', messages }
}

function isMark(line: string, mark: string): boolean {
  return /^ {0,3}\S/.test(line) && line.trim() === mark
}

/** Which lines a reader of the page sees as text. */
function visibleLines(lines: readonly string[]): boolean[] {
  let fence: string | undefined
  let isComment = false
  return lines.map((line) => {
    const mark = isComment ? undefined : /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence !== undefined) {
      if (mark?.[1]?.startsWith(fence) === true && mark[2]?.trim() === '') fence = undefined
      return false
    }
    if (mark?.[1] !== undefined) {
      fence = mark[1]
      return false
    }
    const wasComment = isComment
    isComment = endsInComment(line, isComment)
    return !wasComment
  })
}

function endsInComment(line: string, isComment: boolean): boolean {
  const opened = line.lastIndexOf('<!--')
  const closed = line.lastIndexOf('-->')
  return opened === closed ? isComment : opened > closed
}

function startPattern({ types }: Pick<ReleaseRules, 'types'>): RegExp {
  const known = [...new Set([...commonTypes, ...Object.keys(defaultTypes), ...Object.keys(types)])]
  const plain = known.filter((type) => /^[\w-]+$/.test(type)).join('|')
  return new RegExp(String.raw`^(?:${plain})(?:\([^()]*\))?!?: \S`, 'i')
}

function splitMessages(lines: readonly string[], start: RegExp): string[] {
  const messages: string[][] = []
  for (const line of lines) {
    if (start.test(line) || messages.length === 0) messages.push([line])
    else messages.at(-1)?.push(line)
  }
  return messages.map((message) => message.join('\n').trim()).filter((message) => message !== '')
}
