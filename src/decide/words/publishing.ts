import { shortSha } from '../../model/commit.js'
import type { Reason } from '../../model/decision.js'
import { printPublishingMarker, type PublishingMarker } from '../../model/publishing-marker.js'
import type { ReadCommit } from '../release/read-commit.js'
import type { Version } from '../../model/version.js'
import type { Sha } from '../../model/commit.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'

/** Every sentence about publishing what was merged, in the comment on the release pull request. */

/** `detail` is what GitHub answered, where it was asked in this look. */
export function tagRefused(tag: string, sha: Sha, detail: string | undefined): Reason {
  const answer = detail === undefined ? '' : ` (“${escapeMarkdown(shorten(detail.replace(/\s+/g, ' ').trim(), 300))}”)`
  return {
    code: 'tag-refused',
    text: `GitHub refuses to let Landfall create the tag ${tag}${answer}. Put Landfall on the bypass list of the ruleset that guards tags, or create the tag yourself at ${shortSha(sha)}. Landfall tries again every half hour.`,
  }
}

/** Known before anybody merges. Safe to print as Markdown. */
export function tagGuarded(
  tag: string,
  { name, url }: { readonly name: string; readonly url: string | undefined },
): Reason {
  const shown = escapeMarkdown(shorten(name.replace(/\s+/g, ' ').trim(), 100))
  return {
    code: 'tag-guarded',
    text: `GitHub would refuse the tag \`${tag.replaceAll('`', "'")}\` of this release: the ruleset ${url === undefined ? shown : `[${shown}](${url})`} lets nobody create it who is not on its bypass list. Add Landfall to that list, so that merging this can be published.`,
  }
}

/** What stops a release that was merged, and the mend. */
export function publishingStopped({ text }: Reason, marker: PublishingMarker): string {
  return `${printPublishingMarker(marker)}\n**This release is not published.** ${text}\n\nLandfall goes on by itself once that is mended.`
}

export function draftWaits(tag: string): Reason {
  return { code: 'draft-waits', text: `${tag} is tagged, and its release is a draft: a person publishes it.` }
}

export function assetsMissing(tag: string, missing: readonly string[]): Reason {
  const names = missing.map((name) => escapeMarkdown(name)).join(', ')
  return {
    code: 'assets-missing',
    text: `The draft of ${tag} waits for ${names}. Upload what is missing, or publish the draft by hand.`,
  }
}

export function assetsComplete(tag: string): Reason {
  return { code: 'publishing', text: `The draft of ${tag} has every file that it waited for: it is published.` }
}

export function published(tag: string): string {
  return `${printPublishingMarker({ state: 'done' })}\nPublished as ${tag}.`
}

/** A late change: what it is, and the version that it would have asked for. */
export interface LateChange {
  readonly commit: ReadCommit
  readonly version: Version
}

/** The release ships changes that its number does not tell. */
export function publishedWithLate(tag: string, late: readonly LateChange[], instead: Version): string {
  const lines = late.slice(0, mostLate).map(({ commit, version }) => {
    const subject = escapeMarkdown(shorten(commit.subject, 200))
    return `* ${shortSha(commit.commit.sha)} ${subject}: ${commit.breaking ? 'is a **breaking change** and asks' : 'asks'} for ${version}`
  })
  return [
    published(tag),
    '',
    `> [!WARNING]`,
    `> **${tag} ships more than its number says.** It should have been ${instead}.`,
    '',
    'Merged after this pull request was last refreshed and before it was merged, so part of the release and of its notes:',
    '',
    ...lines,
    ...(late.length > mostLate ? [`* and ${late.length - mostLate} more`] : []),
    '',
    `A version that is out keeps its number. To give these changes theirs, merge a commit with the footer \`Release-As: ${instead}\`.`,
  ].join('\n')
}

const mostLate = 20
