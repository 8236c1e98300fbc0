import type { Action } from '../../model/action.js'
import { subjectOf, type Commit } from '../../model/commit.js'
import { decided, uniteDecisions, wantsToSee, type Decision, type Reason } from '../../model/decision.js'
import { parsePublishingMarker, printPublishingMarker } from '../../model/publishing-marker.js'
import { releasedLabel } from '../../model/change.js'
import type { MergedReleasePullRequest } from '../../model/pull-request.js'
import { parseReleaseTitle } from '../../model/release-title.js'
import type { Look, Snapshot } from '../../model/snapshot.js'
import { parseTagName, printTagName, type Tag } from '../../model/tag-name.js'
import { compareVersions, type Version } from '../../model/version.js'
import { keepComment } from '../keep-comment.js'
import * as words from '../words.js'
import * as sayings from '../words/publishing.js'
import { applyRewordings, rewordingLooks, type Reworded } from './apply-rewordings.js'
import { dateOfRelease } from './date-of-release.js'
import { lateChanges } from './late-changes.js'
import { planRelease } from './plan-release.js'
import { publishDrafted } from './publish-drafted.js'
import { rangeLook } from './range-look.js'
import { readEdits } from './read-edits.js'
import type { Seen } from './seen.js'
import { tellRelease } from './tell-release.js'

/** After GitHub refused a tag, how long until it is asked again: somebody has to change a rule first, and no webhook tells of that. */
const refusedForMs = 30 * 60_000

/** Reads lag behind what was written by seconds. */
const lagMs = 10_000

/** What is to be done about merged releases; nothing new is planned before `isFinished`. */
export interface Publishing {
  readonly decision: Decision
  readonly isFinished: boolean
  /** Those that are out and do not show it yet, the oldest first. */
  readonly out: readonly PublishedRelease[]
}

export interface PublishedRelease {
  readonly merged: MergedReleasePullRequest
  readonly version: Version
  readonly tag: string
}

/** How far the publishing of one merged release came. */
type Progress =
  | { readonly kind: 'published'; readonly tag: string; readonly version: Version }
  /** A person has to mend something. A tag that GitHub refused is asked for again, and nothing new is planned before. */
  | {
      readonly kind: 'stopped'
      readonly reason: Reason
      readonly refused?: { readonly at: Date; readonly again: string }
    }
  /** A newer version is out, or it bears a tag of another format: left as it is. */
  | { readonly kind: 'past' }
  | { readonly kind: 'to-do'; readonly decision: Decision }
  /** It waits as a draft, and the next release may be planned: the tag is there. */
  | { readonly kind: 'drafted'; readonly decision: Decision }

/**
 * Finishes the oldest release that was merged and is not published: the tag first, at the commit that the merge made, then the release
 * with the notes of all that this commit carries. What stops it is said in one comment on its pull request, which is edited when that
 * heals.
 */
export async function publishMergedRelease(seen: Seen, now: Date): Promise<Publishing> {
  const { snapshot, branch } = seen
  const said: Decision[] = []
  const out: PublishedRelease[] = []
  const here = snapshot.mergedReleasePullRequests.filter(({ base }) => base === branch.name)
  const looks = looksAtTags(seen, here)
  if (looks.length > 0) return { decision: wantsToSee(...looks), isFinished: false, out }
  for (const merged of here.toSorted((a, b) => a.mergedAt.localeCompare(b.mergedAt))) {
    const progress = await progressOf(seen, merged, now)
    if (progress.kind === 'published') {
      said.push(decided([], mendWhatWasSaid(merged, progress.tag)))
      if (!merged.labels.includes(releasedLabel)) out.push({ merged, ...progress })
    }
    if (progress.kind === 'stopped') {
      said.push(sayStopped(merged, progress))
      if (progress.refused !== undefined) return { decision: uniteDecisions(...said), isFinished: false, out }
    }
    if (progress.kind === 'drafted') said.push(progress.decision)
    if (progress.kind === 'to-do')
      return { decision: uniteDecisions(...said, progress.decision), isFinished: false, out }
  }
  return { decision: uniteDecisions(...said), isFinished: true, out }
}

async function progressOf(seen: Seen, merged: MergedReleasePullRequest, now: Date): Promise<Progress> {
  const { snapshot, config } = seen
  const version = versionOf(merged) ?? versionTagged(seen, merged)
  if (version === undefined) return { kind: 'stopped', reason: words.versionUnknown(merged.number) }
  const name = printTagName(config.release.tag, version)
  const tag = snapshot.tags.find((candidate) => candidate.name === name)
  if (tag?.sha !== undefined && tag.sha !== merged.mergeCommit)
    return { kind: 'stopped', reason: words.tagElsewhere(name, tag.sha, merged.mergeCommit) }
  const drafts = snapshot.drafts?.[name]
  if (tag !== undefined && drafts !== undefined)
    return { kind: 'drafted', decision: publishDrafted(seen, merged, { tag: name, version, drafts }, now) }
  if (tag !== undefined && snapshot.released[name] === true) return { kind: 'published', tag: name, version }
  if (isSuperseded(seen, version) || wasTaggedOtherwise(seen, merged, version)) return { kind: 'past' }
  if (tag !== undefined && snapshot.released[name] === undefined)
    return { kind: 'to-do', decision: wantsToSee({ kind: 'releases', tags: [name] }) }

  const refused = tag === undefined ? refusalOf(snapshot, merged, name, now) : undefined
  if (refused !== undefined) {
    const again = new Date(refused.at.getTime() + refusedForMs).toISOString()
    const reason = sayings.tagRefused(name, merged.mergeCommit, refused.detail)
    return { kind: 'stopped', reason, refused: { at: refused.at, again } }
  }
  return { kind: 'to-do', decision: await publish(seen, merged, { version, name, isTagged: tag !== undefined }, now) }
}

async function publish(
  seen: Seen,
  merged: MergedReleasePullRequest,
  { version, name, isTagged }: { readonly version: Version; readonly name: string; readonly isTagged: boolean },
  now: Date,
): Promise<Decision> {
  const { snapshot, config } = seen
  const range = snapshot.ranges[merged.mergeCommit]
  if (range === undefined) {
    const look = rangeLook(seen, merged.mergeCommit, (candidate) => compareVersions(candidate, version) < 0)
    return wantsToSee(look, ...rewordingLooks(seen))
  }
  const reworded = applyRewordings(seen, range.commits)
  const commits = reworded.commits.filter((commit) => !isSquashOf(merged, commit))
  const plan = await planRelease({
    commits,
    previous: range.previous,
    rules: config.release,
    date: dateOfRelease(commits),
    link: { url: snapshot.url },
    as: version,
  })
  const isDraft = config.release.draft || config.release.assets.length > 0
  const tagging: Action[] = isTagged ? [] : [{ kind: 'create-tag', name, sha: merged.mergeCommit }]
  // The warning before the release: once that is out, the range is not read again, and nobody would be warned.
  const warning = warnOfLate(seen, merged, {
    version,
    name,
    previous: range.previous,
    commits,
    writtenAt: reworded.writtenAt,
  })
  const body = words.fitNotes(tellRelease(plan.notes, readEdits({ body: merged.body, edits: [] })).entry)
  const releasing: Action[] = [{ kind: 'create-release', tag: name, name, body, draft: isDraft }]
  const again = isDraft && isTagged ? lagMs : 0
  return {
    // GitHub keeps twins of a draft: none is made in a look that has yet to learn whether the tag is there.
    ...decided(
      [words.publishing(version, merged.mergeCommit)],
      isDraft && !isTagged ? tagging : [...tagging, ...warning, ...releasing],
    ),
    lookAgainAt: new Date(now.getTime() + again).toISOString(),
  }
}

function warnOfLate(
  { config }: Seen,
  merged: MergedReleasePullRequest,
  { version, name, previous, commits, writtenAt }: Late,
): Action[] {
  const before = previous && parseTagName(config.release.tag, previous.name)
  const refreshed = Date.parse(merged.refreshedAt ?? '')
  const rewordedSince = new Set([...writtenAt].flatMap(([sha, at]) => (Date.parse(at) > refreshed ? [sha] : [])))
  const late = lateChanges(
    commits,
    { version, previous: before, refreshedAt: merged.parent, rewordedSince },
    config.release,
  )
  const [first, ...rest] = late.map((change) => change.version)
  if (first === undefined) return []
  const highest = rest.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a), first)
  return keepComment(merged, isAboutPublishing, sayings.publishedWithLate(name, late, highest))
}

interface Late {
  readonly version: Version
  readonly name: string
  readonly previous: Tag | undefined
  readonly commits: readonly Commit[]
  readonly writtenAt: Reworded['writtenAt']
}

function isAboutPublishing(body: string): boolean {
  return parsePublishingMarker(body) !== undefined
}

/** A comment is written for no release that went well; one that said otherwise is mended. */
function mendWhatWasSaid(merged: MergedReleasePullRequest, tag: string): Action[] {
  const ours = merged.comments.filter(({ isOurs, body }) => isOurs && isAboutPublishing(body))
  const [oldest] = ours.toSorted((a, b) => a.id - b.id)
  if (oldest === undefined) return []
  const isDone = parsePublishingMarker(oldest.body)?.state === 'done'
  return keepComment(merged, isAboutPublishing, isDone ? oldest.body : sayings.published(tag))
}

function sayStopped(
  merged: MergedReleasePullRequest,
  { reason, refused }: Extract<Progress, { kind: 'stopped' }>,
): Decision {
  const marker =
    refused === undefined ? { state: 'stopped' as const } : { state: 'refused' as const, at: refused.at.toISOString() }
  const already = merged.comments.find(({ isOurs, body }) => isOurs && parsePublishingMarker(body)?.state === 'refused')
  // What GitHub answered is known only in the look that asked: the comment that quotes it stays.
  const isQuoted =
    refused !== undefined &&
    already !== undefined &&
    already.body.startsWith(printPublishingMarker({ state: 'refused', at: refused.at.toISOString() }))
  const body = isQuoted ? already.body : sayings.publishingStopped(reason, marker)
  const decision = decided([reason], keepComment(merged, isAboutPublishing, body))
  return refused === undefined ? decision : { ...decision, lookAgainAt: refused.again }
}

/** When GitHub last refused the tag: in this very look, or so lately that it is not asked again yet, as our comment says. */
function refusalOf(
  snapshot: Snapshot,
  merged: MergedReleasePullRequest,
  name: string,
  now: Date,
): { readonly at: Date; readonly detail: string | undefined } | undefined {
  const detail = snapshot.refusedTags?.[name]
  if (detail !== undefined) return { at: now, detail }
  for (const { isOurs, body } of merged.comments) {
    const marker = isOurs ? parsePublishingMarker(body) : undefined
    if (marker?.state !== 'refused') continue
    const at = new Date(marker.at)
    if (now.getTime() < at.getTime() + refusedForMs) return { at, detail: undefined }
  }
  return undefined
}

/** The looks at tags that may be of these releases, and of which the commit is not known yet. */
function looksAtTags({ snapshot, config }: Seen, releases: readonly MergedReleasePullRequest[]): Look[] {
  const versions = releases.map(versionOf)
  const isOfOurs = (name: string): boolean => parseTagName(config.release.tag, name) !== undefined
  const mayBe = (name: string): boolean =>
    versions.some((version) => (version === undefined ? isOfOurs(name) : name.endsWith(version)))
  const names = snapshot.tags.filter(({ name, sha }) => sha === undefined && mayBe(name)).map(({ name }) => name)
  if (names.length === 0) return []
  const tags = names.filter((name) => isOfOurs(name) && snapshot.released[name] === undefined)
  return [{ kind: 'tags', names }, ...(tags.length === 0 ? [] : [{ kind: 'releases', tags } as const])]
}

/** The version of a tag that a person gave the merge. */
function versionTagged({ snapshot, config }: Seen, { mergeCommit }: MergedReleasePullRequest): Version | undefined {
  for (const { name, sha } of snapshot.tags) {
    const version = sha === mergeCommit ? parseTagName(config.release.tag, name) : undefined
    if (version !== undefined) return version
  }
  return undefined
}

/** The version that the bot's own commit on the branch names; titles can be edited by anybody. */
function versionOf({ commitMessages, title }: MergedReleasePullRequest): Version | undefined {
  for (const message of [...commitMessages].reverse()) {
    const version = parseReleaseTitle(subjectOf({ message }))
    if (version !== undefined) return version
  }
  return parseReleaseTitle(title)
}

/** A newer version is out. An older one that is not was taken back by a person, or was never to be. */
function isSuperseded({ snapshot, config }: Seen, version: Version): boolean {
  return Object.entries(snapshot.released).some(([name, is]) => {
    const released = is ? parseTagName(config.release.tag, name) : undefined
    return released !== undefined && compareVersions(released, version) > 0
  })
}

/** It was published while tags were named in another way. */
function wasTaggedOtherwise(
  { snapshot, config }: Seen,
  { mergeCommit }: MergedReleasePullRequest,
  version: Version,
): boolean {
  return snapshot.tags.some(
    ({ name, sha }) =>
      sha === mergeCommit && name.endsWith(version) && parseTagName(config.release.tag, name) === undefined,
  )
}

/** A squashed release pull request is no change, whatever title somebody gave it. */
function isSquashOf({ number, mergeCommit }: MergedReleasePullRequest, commit: Commit): boolean {
  return commit.sha === mergeCommit && commit.parents.length === 1 && subjectOf(commit).endsWith(`(#${number})`)
}
