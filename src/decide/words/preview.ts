import { shortSha, type Sha } from '../../model/commit.js'
import type { Reason } from '../../model/decision.js'
import type { ClosingIssue, MergeMethod } from '../../model/merge-preview.js'
import type { Version } from '../../model/version.js'
import type { ForeseenMerge, NotesLine, TypeSlip, UnreadMessage } from '../preview/foresee-merge.js'
import { escapeMarkdown, neutralise, shorten, type RepositoryLink } from '../release/escape-markdown.js'
import type { CheckText } from './checks.js'

/** GitHub takes 65,535 characters of a summary, which may tell of several methods and pull requests. */
const longestList = 12_000
const mostUnread = 10

/** All that is said of one pull request. */
export interface Previewed {
  readonly number: number
  readonly merges: readonly ForeseenMerge[]
  readonly issues: readonly ClosingIssue[]
  readonly issueCount: number
  /** How many of its commits GitHub did not show. */
  readonly unseen: number
  /** Whether its description stands in place of the messages, or tries to. */
  readonly override: 'followed' | 'no-end' | 'empty' | 'bot' | undefined
  /** The types that ask for something. */
  readonly types: readonly (readonly [type: string, bump: string])[]
}

/** What it is worked out from. */
export interface Basis {
  readonly head: Sha
  readonly link: RepositoryLink
  /** The next release as things are; undefined where nothing waits. */
  readonly next: Version | undefined
  /** Why the version that comes next is not known, where it is not. */
  readonly unknown: Reason | undefined
}

const methodNames: Record<MergeMethod, string> = { squash: 'a squash', merge: 'a merge commit', rebase: 'a rebase' }

export function preview(previewed: readonly Previewed[], basis: Basis): CheckText {
  const [first] = previewed
  const several = previewed.length > 1
  return {
    title: shorten(first === undefined ? '' : titleOf(first, basis), 250),
    summary: paragraphs([
      ...previewed.flatMap((each) => [...(several ? [`## #${each.number}`] : []), ...sayAll(each, basis)]),
      `As of ${shortSha(basis.head)}, the head of the default branch when this was written. It is worked out anew when the pull request is pushed to or edited, and when the configuration changes.`,
    ]),
  }
}

export function switchedOff(): CheckText {
  return {
    title: 'Switched off',
    summary: 'The configuration says `preview: off`. What was said here before counts no longer.',
  }
}

export function elsewhere(): CheckText {
  return {
    title: 'Not into the default branch',
    summary: 'Merging this changes no release: releases are made of the default branch.',
  }
}

export function own(): CheckText {
  return {
    title: 'A pull request of Landfall',
    summary: 'What it does is said in it. This check is here for those who require it.',
  }
}

export function mergeGroup(): CheckText {
  return {
    title: 'Said in the pull request',
    summary: 'What merging does is said before, in the pull request. This check is here for those who require it.',
  }
}

export function withoutConfiguration(): CheckText {
  return {
    title: 'Not known: the configuration cannot be used',
    summary: 'The configuration on the default branch has to be mended before anything can be foreseen.',
  }
}

function titleOf({ merges }: Previewed, basis: Basis): string {
  const bad = merges.filter(({ unread }) => unread.length > 0)
  if (bad.length > 0) {
    const worst = bad.reduce((a, b) => (a.unread.length >= b.unread.length ? a : b))
    return `${sayUnreadCount(worst.unread)}${bad.length < merges.length ? `, with ${nameMethods(bad.flatMap(({ methods }) => methods))}` : ''}`
  }
  const slip = merges.flatMap(({ slips }) => slips)[0]
  const bumps = new Set(merges.map(({ bump }) => bump))
  const outcome =
    bumps.size === 1
      ? [...bumps].join('')
      : merges.map(({ bump, methods }) => `${bump} with ${nameMethods(methods)}`).join(', ')
  const versions = new Set(merges.map(({ version }) => version))
  const version = versions.size === 1 && basis.unknown === undefined ? `: ${sayNext(merges[0]?.version, basis)}` : ''
  return slip === undefined
    ? `${outcome}${version}`
    : `${neutralise(shorten(slip.type, 40))} is probably meant to be ${slip.meant}`
}

function sayNext(version: Version | undefined, { next }: Basis): string {
  if (version === undefined) return 'nothing to release'
  return version === next ? `the next release stays ${version}` : `the next release would be ${version}`
}

function sayUnreadCount(unread: readonly UnreadMessage[]): string {
  if (unread.some(({ from }) => from === 'title')) return 'The title is no Conventional Commit'
  return unread.length === 1
    ? 'A commit is no Conventional Commit'
    : `${unread.length} commits are no Conventional Commits`
}

function sayAll(previewed: Previewed, basis: Basis): string[] {
  const { merges, issues, issueCount, unseen, types } = previewed
  const several = merges.length > 1
  return [
    ...(several ? ['What comes of it depends on how it is merged.'] : []),
    ...sayOverride(previewed),
    ...merges.flatMap((merge) => [
      ...(several ? [`### With ${nameMethods(merge.methods)}`] : []),
      ...sayMerge(merge, basis),
    ]),
    ...(several ? ['### Whichever way'] : []),
    ...(merges.some(({ unread }) => unread.length > 0) ? [sayConvention(types)] : []),
    ...(unseen === 0
      ? []
      : [`GitHub shows no more than the first 250 of its commits: ${unseen} of them are not in this.`]),
    sayIssues(issues, issueCount, basis.link),
  ]
}

function sayMerge(merge: ForeseenMerge, basis: Basis): string[] {
  const { bump, version, added, takenOut, unread, slips } = merge
  const asks = bump === 'none' ? 'Asks for no release (**none**).' : `Asks for a **${bump}** release.`
  return [
    ...sayUnread(unread),
    ...slips.map(saySlip),
    `${asks} ${sayVersion(version, basis)}`,
    ...(added.length === 0 ? ['It adds nothing to the changelog.'] : ['It adds to the changelog:', printLines(added)]),
    ...(takenOut.length === 0 ? [] : ['It takes out of the changelog:', printLines(takenOut)]),
  ]
}

function sayVersion(version: Version | undefined, { next, unknown, link }: Basis): string {
  if (unknown !== undefined) return `Which version comes next is not known now: ${escapeMarkdown(unknown.text, link)}`
  if (version === undefined) return 'Nothing else waits to be released.'
  if (next === undefined) return `The next release would be **${version}**; nothing else waits.`
  return version === next
    ? `With what waits already, the next release stays **${version}**.`
    : `With what waits already, the next release would be **${version}** in place of ${next}.`
}

function sayOverride({ override }: Previewed): string[] {
  switch (override) {
    case undefined:
      return []
    case 'followed':
      return ['What the description says between its override marks stands in place of the messages.']
    case 'no-end':
    case 'empty':
      return [
        `The override in the description is not followed: ${override === 'empty' ? 'nothing stands in it' : 'it has no end'}.`,
      ]
    case 'bot':
      return ['The override in the description is not followed: a bot wrote it, and only the word of people counts.']
  }
}

function sayUnread(unread: readonly UnreadMessage[]): string[] {
  if (unread.length === 0) return []
  const lines = unread.slice(0, mostUnread).map(({ subject, suggestion }) => {
    const said = subject === '' ? '(an empty message)' : escapeMarkdown(shorten(subject, 300))
    return suggestion === undefined ? `* ${said}` : `* ${said}\n  → ${escapeMarkdown(shorten(suggestion, 300))}`
  })
  const more = unread.length > mostUnread ? [`* … and ${unread.length - mostUnread} more`] : []
  return [
    unread.length === 1
      ? 'This message is no Conventional Commit, so it asks for no release and stands in no changelog:'
      : 'These messages are no Conventional Commits, so they ask for no release and stand in no changelog:',
    [...lines, ...more].join('\n'),
    unread.some(({ from }) => from === 'title') ? mendTitle : mendCommits,
  ]
}

const inDescription =
  'write what it is to say into the description, between a line `BEGIN_COMMIT_OVERRIDE` and a line `END_COMMIT_OVERRIDE`'
const mendTitle = `Change the title of this pull request: that is what GitHub writes. Or ${inDescription}.`
const mendCommits = `Reword the commits (\`git commit --amend\` the last one, \`git rebase -i\` others) and push again. Or ${inDescription}.`

function sayConvention(types: Previewed['types']): string {
  const said = types.map(([type, bump]) => `\`${type}\` (${bump})`)
  return `A Conventional Commit begins with a type, a colon and a blank, as in \`feat: dark mode\` or \`fix(ui): empty input\`, with a \`!\` before the colon where it breaks something. What asks for a release here: ${said.join(', ')}; other types, as \`docs\` or \`chore\`, ask for none unless the configuration says so.`
}

function saySlip({ type, meant }: TypeSlip): string {
  return `${escapeMarkdown(shorten(type, 40))} is no type that is known here: probably \`${meant}\` is meant. Where it is a type of yours, list it under \`release.types\`.`
}

function printLines(lines: readonly NotesLine[]): string {
  const printed: string[] = []
  let length = 0
  let heading = ''
  for (const [index, line] of lines.entries()) {
    length += line.text.length
    if (length > longestList) {
      printed.push(`… and ${lines.length - index} more`)
      break
    }
    if (line.heading !== heading) printed.push(`${line.heading.replace(/^#+/, '####')}\n`)
    heading = line.heading
    printed.push(line.text)
  }
  return printed.join('\n')
}

function sayIssues(issues: readonly ClosingIssue[], count: number, link: RepositoryLink): string {
  if (issues.length === 0) return 'It closes no issue.'
  const names = issues.map(({ number, title, url, elsewhere }) => {
    const name =
      elsewhere === undefined
        ? `[#${number}](${link.url}/issues/${number})`
        : `[another repository's #${number}](${url})`
    return title === undefined ? name : `${name} ${escapeMarkdown(shorten(title, 120))}`
  })
  const more = count > issues.length ? [`and ${count - issues.length} more`] : []
  return [
    'It finishes these issues; they are done once a release carries it:',
    '',
    ...[...names, ...more].map((name) => `* ${name}`),
  ].join('\n')
}

function nameMethods(methods: readonly MergeMethod[]): string {
  const names = methods.map((method) => methodNames[method])
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`
}

function paragraphs(texts: readonly string[]): string {
  return texts.join('\n\n')
}
