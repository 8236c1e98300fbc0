import { suggestType } from '../../model/commit-types.js'
import { shortSha, subjectOf } from '../../model/commit.js'
import type { MergeDetails, MergeMethod, MergeSettings } from '../../model/merge-preview.js'
import { parseNotes, type NotesBlock } from '../../model/notes-outline.js'
import { largerBump, type Bump, type Version } from '../../model/version.js'
import { parseTagName } from '../../model/tag-name.js'
import { bumpFrom, bumpOf } from '../release/next-version.js'
import { planRelease, readCommits } from '../release/plan-release.js'
import type { Waiting } from './waiting.js'
import { mergedCommits } from './merged-commits.js'
import { knownTypes, suggestSubject } from './suggest-subject.js'

/** Of a heading that is not shown. */
const anyDate = '2000-01-01'

/** The next release as it is before a merge. */
export interface NextRelease {
  readonly version: Version | undefined
  readonly lines: readonly NotesLine[]
}

/** A line of the notes with the heading it stands under. Markdown that is safe to print. */
export interface NotesLine {
  readonly heading: string
  readonly text: string
}

/** What merging with these methods would do; they all do the same. */
export interface ForeseenMerge {
  readonly methods: readonly MergeMethod[]
  readonly bump: Bump
  /** Of the next release then; undefined where nothing would be released. */
  readonly version: Version | undefined
  readonly added: readonly NotesLine[]
  /** What would no longer stand in the notes. */
  readonly takenOut: readonly NotesLine[]
  readonly unread: readonly UnreadMessage[]
  readonly slips: readonly TypeSlip[]
}

/** A message that is no Conventional Commit; texts are hostile. */
export interface UnreadMessage {
  readonly subject: string
  /** Where it comes from, and so where it is mended. */
  readonly from: 'title' | 'commit'
  /** What it should probably have been. */
  readonly suggestion: string | undefined
}

/** A type that nobody knows, and the known one that was probably meant. */
export interface TypeSlip {
  readonly type: string
  readonly meant: string
}

/** The next release without any of the pull requests. */
export async function nextRelease(waiting: Waiting): Promise<NextRelease> {
  const { rules, previous, url, requests, commits } = waiting
  const plan = await planRelease({
    commits,
    previous,
    rules,
    requests,
    date: anyDate,
    link: { url },
  })
  return plan.kind === 'release'
    ? { version: plan.version, lines: linesOf(plan.notes, url) }
    : { version: undefined, lines: [] }
}

/** What merging would do, once for each group of allowed methods that do the same. */
export async function foreseeMerge(
  details: MergeDetails,
  waiting: Waiting,
  before: NextRelease,
): Promise<ForeseenMerge[]> {
  const found: { readonly shape: string; readonly merge: ForeseenMerge }[] = []
  for (const method of waiting.settings.methods) {
    const merge = await foreseeMethod(method, details, waiting, before)
    const shape = shapeOf(merge, details.state.number, waiting.url)
    const at = found.findIndex((other) => other.shape === shape)
    const same = found[at]
    if (same === undefined) found.push({ shape, merge })
    else found[at] = { shape, merge: { ...same.merge, methods: [...same.merge.methods, method] } }
  }
  return found.map(({ merge }) => merge)
}

async function foreseeMethod(
  method: MergeMethod,
  details: MergeDetails,
  waiting: Waiting,
  before: NextRelease,
): Promise<ForeseenMerge> {
  const { rules, previous } = waiting
  const commits = mergedCommits(method, details, waiting)
  const { read, unread } = readCommits(commits, rules)
  const bump = read.reduce<Bump>((largest, commit) => largerBump(largest, bumpOf(commit, rules)), 'none')
  const after = await nextRelease({ ...waiting, commits: [...waiting.commits, ...commits] })
  const types = new Set(read.map(({ type }) => type))
  const previousVersion = previous && parseTagName(rules.tag, previous.name)
  return {
    methods: [method],
    bump: bumpFrom(previousVersion, bump, rules),
    version: after.version,
    added: without(after.lines, before.lines),
    takenOut: without(before.lines, after.lines),
    unread: unread.map((commit) => ({
      subject: subjectOf(commit),
      from: speaker(method, details, waiting.settings),
      suggestion: suggestSubject(subjectOf(commit), rules),
    })),
    slips: [...types].flatMap((type) => {
      const meant = suggestType(type, knownTypes(rules))
      return meant === undefined || Object.hasOwn(rules.types, type) ? [] : [{ type, meant }]
    }),
  }
}

function speaker(method: MergeMethod, { commitCount }: MergeDetails, settings: MergeSettings): UnreadMessage['from'] {
  return method === 'squash' && !(settings.singleCommitSpeaks && commitCount === 1) ? 'title' : 'commit'
}

/** The lines of notes, without the names of the commits: merging gives these others. */
function linesOf(notes: string, url: string): NotesLine[] {
  return parseNotes(notes).sections.flatMap(({ title = '', blocks }) =>
    blocks.map((block) => ({ heading: title, text: withoutCommit(block, url) })),
  )
}

function withoutCommit({ text, sha }: NotesBlock, url: string): string {
  return sha === undefined ? text : text.replace(` ([${shortSha(sha)}](${url}/commit/${sha}))`, '')
}

function without(lines: readonly NotesLine[], others: readonly NotesLine[]): NotesLine[] {
  const left = others.map(printLine)
  return lines.filter((line) => {
    const at = left.indexOf(printLine(line))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function printLine({ heading, text }: NotesLine): string {
  return `${heading}\n${text}`
}

/** Two methods that only differ in the number that a squash adds to its title do the same. */
function shapeOf(merge: ForeseenMerge, number: number, url: string): string {
  return JSON.stringify({ ...merge, methods: [] })
    .replaceAll(` ([#${number}](${url}/issues/${number}))`, '')
    .replaceAll(` (#${number})`, '')
}
