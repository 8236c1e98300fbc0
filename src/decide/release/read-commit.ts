import { CommitParser } from 'conventional-commits-parser'
import type { Commit } from '../../model/commit.js'
import type { ReleaseRules } from '../../model/release.js'

/** What a Conventional Commit says. Texts are as their author wrote them: escape them before printing. */
export interface ReadCommit {
  readonly commit: Commit
  /** The whole first line, odd characters made plain. */
  readonly subject: string
  /** In lower case: types are compared without regard to case. {@link untyped} where the subject is no Conventional Commit. */
  readonly type: string
  readonly scope: string | undefined
  /** Never empty. */
  readonly description: string
  readonly breaking: boolean
  /** What breaks, one text for each footer; the description where only a `!` says so; empty where nothing breaks. */
  readonly breakingTexts: readonly string[]
  /** What this commit takes back, where it is a revert and says what it reverts. */
  readonly reverts: { readonly sha: string | undefined; readonly subject: string | undefined } | undefined
}

/** The type of commits that have none, where the rules ask for these to be read too. */
export const untyped = '*'

/** Reads one commit; undefined where its subject is no Conventional Commit and no revert made by git. */
export type CommitReader = (commit: Commit) => ReadCommit | undefined

/** Whether the rules ask something of {@link untyped} commits, and so for these to be read. */
export function readsUntyped(rules: Pick<ReleaseRules, 'types'>): boolean {
  return Object.hasOwn(rules.types, untyped)
}

/**
 * Makes a reader of Conventional Commits 1.0.0. It reads the subject and the `BREAKING CHANGE:` footers, and the rest of a
 * message never matters: a body that no parser could make sense of drops nothing. `andUntyped`: a subject without a type is
 * read as well, and breaks where a footer says so; only a merge that says nothing of its own is not.
 */
export function createCommitReader({ andUntyped = false } = {}): CommitReader {
  const parser = new CommitParser({
    headerPattern: /^([\w-]+)(?:\((.*?)\))?!?: (.*)$/,
    breakingHeaderPattern: /^([\w-]+)(?:\((.*?)\))?!: (.*)$/,
    headerCorrespondence: ['type', 'scope', 'subject'],
    revertPattern: /(?!)/,
    issuePrefixes: ['\0'],
  })
  return (commit) => readCommit(parser, commit, andUntyped)
}

// The parser looks for issues in every line, in a time that is cubic in the line's length, and where it finds one, a footer
// loses its text: it is shown the header alone, and no long one.
const longestHeader = 200

function readCommit(parser: CommitParser, commit: Commit, andUntyped: boolean): ReadCommit | undefined {
  const lines = cleanLines(commit.message)
  const subject = lines[0] ?? ''
  const revert = /^(?:Revert|Reapply) "(.+)"(?: \(#\d+\))?$/i.exec(subject)
  const header = revert?.[1] === undefined ? subject : `revert: ${revert[1]}`
  const footers = breakingFooters(lines.slice(1))
  const told = footers.map(oneLine)
  const typed = /^[\w-]+[!(:]/.test(header)
  if (!typed && !andUntyped) return undefined

  const start = header.slice(0, longestHeader)
  const parsed = parser.parse(typed ? start : untyped)
  const description = ((parsed['subject'] ?? '') + header.slice(longestHeader)).trim()
  if (parsed.header !== start || parsed['type'] == null || description === '') {
    return andUntyped ? readUntyped(commit, subject, told) : undefined
  }
  const type = parsed['type'].toLowerCase()
  // The parser's only note is that of a `!`.
  const texts = told.length > 0 ? told : parsed.notes.map(() => description)
  return {
    commit,
    subject,
    type,
    scope: parsed['scope']?.trim() || undefined,
    description,
    breaking: texts.length > 0,
    breakingTexts: [...new Set(texts.map((text) => text || description))],
    reverts: type === 'revert' ? whatItReverts(lines, description) : undefined,
  }
}

function readUntyped(commit: Commit, subject: string, breakingTexts: readonly string[]): ReadCommit | undefined {
  const breaking = breakingTexts.length > 0
  if (subject === '' || (isPlainMerge(commit) && !breaking)) return undefined
  const texts = [...new Set(breakingTexts.map((text) => text || subject))]
  return {
    commit,
    subject,
    type: untyped,
    scope: undefined,
    description: subject,
    breaking,
    breakingTexts: texts,
    reverts: undefined,
  }
}

/** Whether a commit is a merge whose subject only says so. */
export function isPlainMerge(commit: Commit): boolean {
  return (
    commit.parents.length > 1 ||
    /^\s*Merge (?:pull request|branch|branches|remote-tracking branch|tag|commit) /.test(commit.message)
  )
}

/** Whether a footer of a message announces a breaking change. */
export function hasBreakingFooter(message: string): boolean {
  return breakingFooters(cleanLines(message).slice(1)).length > 0
}

/** The texts of the footers that announce a breaking change, each up to the next footer: the part of the body that is worth reading. */
function breakingFooters(body: readonly string[]): string[] {
  const footers: string[][] = []
  let inside: string[] | undefined
  for (const line of body) {
    const announced = /^BREAKING[ -]CHANGE:(.*)/.exec(line)
    if (announced !== null) {
      inside = [announced[1] ?? '']
      footers.push(inside)
    } else if (/^[A-Za-z][\w-]*(?:: | #)/.test(line) || /^-{3,}$/.test(line)) inside = undefined
    else inside?.push(line)
  }
  return footers.map((lines) => lines.join('\n'))
}

function whatItReverts(lines: readonly string[], description: string): NonNullable<ReadCommit['reverts']> {
  const line = lines.find((text) => text.startsWith('This reverts commit '))
  const sha = /^This reverts commit ([0-9a-f]{7,40})\b/.exec(line ?? '')?.[1]
  return { sha, subject: description }
}

/** Line ends, blanks and unseen characters made plain, so that they decide nothing. */
export function cleanLines(message: string): string[] {
  return message
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\t\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\0-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/^[\s\u200c\u200d]+/, '')
    .split('\n')
    .map((line) => line.trimEnd())
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
