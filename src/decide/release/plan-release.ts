import { sayingsOf, type Commit } from '../../model/commit.js'
import type { NoRelease, ReleaseNote, ReleasePlan, ReleaseRules, VersionRequest } from '../../model/release.js'
import { parseTagName, printTagName, type Tag } from '../../model/tag-name.js'
import { largerBump, type Bump, type Version } from '../../model/version.js'
import type { RepositoryLink } from './escape-markdown.js'
import { isReleaseCommit } from './is-release-commit.js'
import { bumpFrom, bumpOf, nextVersion } from './next-version.js'
import { createCommitReader, isPlainMerge, readsUntyped, type ReadCommit } from './read-commit.js'
import { findReleaseAs, judgeRequests } from './requested-version.js'
import { revertedPairs } from './reverted-pairs.js'
import { withoutListedMerges } from './without-listed-merges.js'
import { writeNotes } from './write-notes.js'

/** What a release is worked out from. */
export interface ReleaseInput {
  /** All commits that head reaches and the previous tag does not, oldest first. */
  readonly commits: readonly Commit[]
  /** The highest stable version that head reaches; undefined where nothing was released yet. */
  readonly previous: Tag | undefined
  readonly rules: ReleaseRules
  /** The day that the notes bear, `YYYY-MM-DD`. */
  readonly date: string
  /** Makes the links of the notes explicit. */
  readonly link?: RepositoryLink | undefined
  /** The version that the release has already, whatever the commits ask for: one that was merged keeps its number. */
  readonly as?: Version | undefined
  /** Versions that people asked for elsewhere than in commits, the most important first; they come before any footer. */
  readonly requests?: readonly VersionRequest[]
}

/** Works out the next version and its notes, or why there is none. Pure: the same input gives the same text. */
export async function planRelease(input: ReleaseInput & { readonly as: Version }): Promise<ReleasePlan>
export async function planRelease(input: ReleaseInput): Promise<ReleasePlan | NoRelease>
export async function planRelease(input: ReleaseInput): Promise<ReleasePlan | NoRelease> {
  const { previous, rules } = input
  const previousVersion = previous && versionOf(previous, rules)
  const { read, unread } = readCommits(input.commits, rules)

  const wanted = read.reduce<Bump>((bump, commit) => largerBump(bump, bumpOf(commit, rules)), 'none')
  const { asked, refused } = judgeRequests(requestsOf(input), previousVersion)
  const given = input.as ?? asked?.version
  if (wanted === 'none' && given === undefined) {
    return { kind: 'no-release', reason: whyNone(input, unread.length), unread, refused }
  }

  const bump = wanted === 'none' ? 'patch' : wanted
  const version = given ?? nextVersion(previousVersion, bump, rules)
  const tag = printTagName(rules.tag, version)
  const told = tell(read, rules)
  const notes = await writeNotes({
    ...told,
    version,
    tag,
    previousTag: previous?.name,
    date: input.date,
    link: input.link,
  })
  return {
    kind: 'release',
    version,
    tag,
    previous,
    bump: bumpFrom(previousVersion, bump, rules),
    notes,
    entries: [...new Set([...told.breaking, ...told.listed])].map((commit) => noteOf(commit, previousVersion, rules)),
    unread,
    asked,
    refused,
  }
}

/** A release that was merged has its version, and nobody's word is asked any more. */
function requestsOf({ as, requests = [], commits }: ReleaseInput): VersionRequest[] {
  return as === undefined ? [...requests, findReleaseAs(commits) ?? []].flat() : []
}

/** Reads commits, release commits left out. A merge that says nothing of its own is neither read nor listed as unread. */
export function readCommits(
  commits: readonly Commit[],
  rules: Pick<ReleaseRules, 'types'>,
): { read: readonly ReadCommit[]; unread: readonly Commit[] } {
  const reader = createCommitReader({ andUntyped: readsUntyped(rules) })
  const read: ReadCommit[] = []
  const unread: Commit[] = []
  for (const commit of commits.flatMap(sayingsOf)) {
    if (isReleaseCommit(commit.message)) continue
    const result = reader(commit)
    if (result !== undefined) read.push(result)
    else if (!isPlainMerge(commit)) unread.push(commit)
  }
  return { read, unread }
}

/** Which commits the notes tell: those that ask for something, less what was taken back before anyone had it. */
function tell(read: readonly ReadCommit[], rules: ReleaseRules) {
  const asking = withoutListedMerges(read).filter((commit) => bumpOf(commit, rules) !== 'none')
  const gone = revertedPairs(read)
  const staying = asking.filter((commit) => !gone.has(commit.commit.sha))
  const told = staying.length > 0 ? staying : asking
  return {
    breaking: told.filter((commit) => commit.breaking),
    listed: told.filter((commit) => bumpOf({ ...commit, breaking: false }, rules) !== 'none'),
  }
}

function noteOf(commit: ReadCommit, previous: Version | undefined, rules: ReleaseRules): ReleaseNote {
  const { type, scope, description, breaking } = commit
  return {
    sha: commit.commit.sha,
    type,
    scope,
    description,
    breaking,
    bump: bumpFrom(previous, bumpOf(commit, rules), rules),
  }
}

function versionOf(tag: Tag, rules: ReleaseRules): Version {
  const version = parseTagName(rules.tag, tag.name)
  if (version === undefined) throw new Error(`the previous tag ${tag.name} is not of the format ${rules.tag}`)
  return version
}

function whyNone(input: ReleaseInput, unread: number): string {
  const since = input.previous === undefined ? 'so far' : `since ${input.previous.name}`
  const count = input.commits.length
  if (count === 0) return `There is no commit ${since}.`
  const which = count === 1 ? `The one commit ${since} does not ask` : `None of the ${count} commits ${since} asks`
  const rest = unread === 0 ? '' : ` (not Conventional Commits: ${unread})`
  return `${which} for a release${rest}.`
}
