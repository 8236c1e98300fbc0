import { shortSha, subjectOf, type Commit, type Sha } from '../model/commit.js'
import type { ConfigProblem } from '../model/config.js'
import { configPath } from '../model/config.js'
import type { WaitingRoom } from '../model/change.js'
import type { Reason } from '../model/decision.js'
import type { RefusedRequest, ReleasePlan, VersionRequest } from '../model/release.js'
import type { Version } from '../model/version.js'
import type { MovedVersion, VersionFile } from '../model/release-files.js'
import type { Unusable } from '../model/snapshot.js'
import { escapeMarkdown, shorten } from './release/escape-markdown.js'
import { fitting } from './words/fitting.js'
import { waitingRoom } from './words/waiting-room.js'

/** Every sentence that the bot says, and nothing else. */

export function archived(): Reason {
  return { code: 'archived', text: 'The repository is archived: nothing can be changed in it.' }
}

export function emptyRepository(): Reason {
  return { code: 'empty-repository', text: 'The repository has no commit yet.' }
}

export function asleep(): Reason {
  return { code: 'asleep', text: `Landfall sleeps here: there is no ${configPath} on the default branch.` }
}

export function onboarding(): Reason {
  return {
    code: 'onboarding',
    text: `Landfall proposes ${configPath} in a pull request: merging it wakes Landfall, closing it sends it away.`,
  }
}

export function configInvalid(problems: readonly ConfigProblem[]): Reason {
  const list = problems.map(({ line, column, message }) => `${configPath}:${line}:${column} ${message}`)
  return {
    code: 'config-invalid',
    text: `The configuration cannot be used, so nothing is released. ${list.join('; ')}.`,
  }
}

export function paused(): Reason {
  return { code: 'paused', text: `${configPath} says paused: true, so nothing is done; what would be is recorded.` }
}

export function tooManyThreads(threads: number, most: number): Reason {
  return {
    code: 'too-many-threads',
    text: `Nothing is done: it would notify people in ${threads} issues and pull requests at once, and outside a release more than ${most} are never notified without a person's word.`,
  }
}

export function nothingToRelease(unread: number): Reason {
  const others =
    unread === 0 ? '' : ` ${count(unread, 'commit is', 'commits are')} not written as Conventional Commits.`
  return { code: 'nothing-to-release', text: `No change since the last release asks for another.${others}` }
}

export function releaseUpToDate(version: Version, pullRequest: number): Reason {
  return { code: 'release-up-to-date', text: `#${pullRequest} says what releasing ${version} would ship.` }
}

export function releaseRefreshed(version: Version, changes: number): Reason {
  return {
    code: 'release-refreshed',
    text: `${count(changes, 'change makes', 'changes make')} the next release ${version}.`,
  }
}

export function held(pullRequest: number): Reason {
  return {
    code: 'held',
    text: `#${pullRequest} was closed by hand: the release is held until a change asks for one, or until it is reopened.`,
  }
}

export function somebodyElsesCommit(branch: string, sha: Sha): Reason {
  return {
    code: 'somebody-elses-commit',
    text: `${branch} carries ${shortSha(sha)}, which Landfall did not make, so it is left as it is. Move that commit to the default branch and delete ${branch}.`,
  }
}

export function fileUnusable(path: string, why: Unusable, key: 'release.changelog' | 'release.files'): Reason {
  const what =
    key === 'release.files'
      ? 'so the version cannot be written to it. Name another file in release.files, or take it out.'
      : 'so the notes cannot be written to it. Name another file in release.changelog, or false for none.'
  return { code: 'file-unusable', text: `${code(path)} is ${why}, ${what}` }
}

export function versionFileMissing(path: string): Reason {
  return {
    code: 'version-file-missing',
    text: `release.files names ${code(path)}, which is not on the default branch, so nothing is released. Add the file, or take it out of release.files.`,
  }
}

export function nowhereForVersion(
  { path, json }: VersionFile,
  moved: Extract<MovedVersion, { kind: 'nowhere' }>,
): Reason {
  return {
    code: 'nowhere-for-version',
    text: `The version has no place in ${code(path)}, so nothing is released: ${whyNowhere(json ?? '', moved)}`,
  }
}

function whyNowhere(json: string, moved: Extract<MovedVersion, { kind: 'nowhere' }>): string {
  switch (moved.why) {
    case 'no-json':
      return `it is no JSON. Leave json out of its entry in release.files, and mark the line with x-landfall-version.`
    case 'no-path':
      return `there is no text at ${code(json)}. Name another path in release.files, as in $.version, or put the version there.`
    case 'no-mark':
      return `no line of it says x-landfall-version. Put that into a comment on the line of the version, or say json: $.version in release.files.`
    case 'no-version':
      return `line ${moved.line} says where the version belongs, but has none. Write one there, as in 0.0.0.`
    case 'open-block':
      return `the block that line ${moved.line} begins has no end. Put x-landfall-end below it.`
  }
}

/** Text of the configuration as Markdown code. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``
}

export function tagTaken(tag: string, sha: Sha): Reason {
  return {
    code: 'tag-taken',
    text: `The next release would be ${tag}, but that tag is at ${shortSha(sha)}, which the default branch does not reach. Merge it, or delete the tag.`,
  }
}

export function tagFormat(format: string, found: string): Reason {
  return {
    code: 'tag-format',
    text: `No tag is named ${format}, but ${found} looks like a version. Say in release.tag how versions are tagged here.`,
  }
}

export function publishing(version: Version, sha: Sha): Reason {
  return {
    code: 'publishing',
    text: `The release pull request of ${version} was merged as ${shortSha(sha)}: it is being published.`,
  }
}

export function tagElsewhere(tag: string, found: Sha, expected: Sha): Reason {
  return {
    code: 'tag-elsewhere',
    text: `${tag} is at ${shortSha(found)}, but its release was merged as ${shortSha(expected)}. A tag is never moved: delete it, or publish by hand.`,
  }
}

export function versionUnknown(pullRequest: number): Reason {
  return {
    code: 'version-unknown',
    text: `#${pullRequest} was merged as a release, but no commit of it names a version. Tag it by hand.`,
  }
}

/** Safe to print as Markdown: what somebody wrote is escaped. */
export function versionRefused({ request, why }: RefusedRequest, previous: string | undefined): Reason {
  const whys = {
    'no-version': 'that is no version, as in 2.0.0',
    prerelease: 'a release has a stable version',
    'not-higher': `it is not higher than ${previous ?? 'the last release'}`,
  }
  return {
    code: 'version-refused',
    text: `The next release is not ${escapeMarkdown(shorten(request.text, 100))}, as ${whoAsked(request)}: ${whys[why]}.`,
  }
}

function whoAsked({ by }: VersionRequest): string {
  return by.kind === 'commit' ? `${shortSha(by.sha)} asks in a Release-As footer` : `${by.login} asks in ${by.url}`
}

/** What else the page tells of: what is merged and not released, and the commit that stopped the refresh, if one did. */
export interface PageBeside {
  readonly waiting?: WaitingRoom
  readonly stopped?: { readonly branch: string; readonly sha: Sha }
}

const nobodyWaits: WaitingRoom = { changes: [], reverted: [] }

/**
 * What the bot says in the release pull request, before the notes and after them. Of the `warnings`, each is a paragraph of its own; their texts are
 * safe Markdown, as the plan's notes are.
 */
export function releasePullRequest(
  { version, unread, asked }: ReleasePlan,
  warnings: readonly Reason[],
  { waiting = nobodyWaits, stopped }: PageBeside = {},
): { readonly before: string; readonly after: string } {
  const first =
    stopped === undefined
      ? `**Merging this pull request releases ${version}**,${asked === undefined ? '' : ` as ${whoAsked(asked)},`} with these notes:`
      : `**Landfall has stopped refreshing this branch**: it carries ${shortSha(stopped.sha)}, which Landfall did not make. To go on, move that commit to the default branch, close this pull request and delete ${stopped.branch}. The default branch would now release ${version}:`
  const list = unreadList(unread)
  const after = [
    '---',
    '',
    ...list,
    ...waitingRoom(waiting, { warnings, isStopped: stopped !== undefined }, roomBeside(list)),
    'Landfall keeps this up to date with the default branch. Edit the entries as you like, and write above what the release is about: both stay, and go into the changelog and the release. What you write below stays here.',
  ]
  return {
    before: [...warningParagraphs(warnings), first].join('\n'),
    after: after.join('\n'),
  }
}

/** The warnings, each a paragraph; those that find no room are counted. */
function warningParagraphs(warnings: readonly Reason[]): string[] {
  const { kept, left } = fitting(
    warnings.map(({ text }) => `**Mind:** ${text}`),
    longestWarnings,
  )
  const more =
    left === 0 ? [] : [`**Mind:** ${count(left, 'more thing', 'more things')} of this kind found no room here.`]
  return [...kept, ...more].flatMap((text) => [text, ''])
}

/** The commits that no line of the notes tells of, folded. */
function unreadList(unread: readonly Commit[]): string[] {
  if (unread.length === 0) return []
  const { kept, left } = fitting(
    unread.slice(0, mostListed).map((commit) => `* ${shortSha(commit.sha)} ${subjectToShow(commit)}`),
    longestUnread,
  )
  const more = left + Math.max(0, unread.length - mostListed)
  return [
    '<details>',
    `<summary>${count(unread.length, 'commit ships', 'commits ship')} without a line in the notes: no Conventional Commit</summary>`,
    '',
    ...kept,
    ...(more === 0 ? [] : [`* and ${more} more`]),
    '',
    '</details>',
    '',
  ]
}

/**
 * A body on GitHub holds 65,536 characters. Notes beyond this many are cut, and the changelog has them all; what the page remembers of each
 * entry takes up to a fifth of that again.
 */
const longestNotes = 40_000
const longestUnread = 10_000
const longestWarnings = 3_500
const leastForWaiting = 1_000
const mostListed = 100

/** In characters: the two lists share what the first alone may take, and the second has a little in any case. */
function roomBeside(list: readonly string[]): number {
  return Math.max(leastForWaiting, longestUnread - list.join('\n').length)
}

/** Notes that fit into the body of a pull request or a release, cut between two lines. */
export function fitNotes(notes: string): string {
  if (notes.length <= longestNotes) return notes
  const kept = notes.slice(0, notes.lastIndexOf('\n', longestNotes))
  const left = notes
    .slice(kept.length)
    .split('\n')
    .filter((line) => line.startsWith('* ')).length
  return `${kept}\n\n… and ${count(left, 'more entry', 'more entries')}: the changelog has them all.`
}

function subjectToShow(commit: Commit): string {
  return escapeMarkdown(shorten(subjectOf(commit), 200))
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}
