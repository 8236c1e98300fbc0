import type { Action } from '../../model/action.js'
import { decided, wantsToSee, type Decision } from '../../model/decision.js'
import type { MergedReleasePullRequest } from '../../model/pull-request.js'
import { parseReleaseTitle } from '../../model/release-title.js'
import { compareVersions, type Version } from '../../model/version.js'
import { parseTagName, printTagName } from '../../model/tag-name.js'
import * as words from '../words.js'
import { dateOfRelease } from './date-of-release.js'
import { planRelease } from './plan-release.js'
import { rangeLook } from './range-look.js'
import type { Seen } from './seen.js'

/**
 * Finishes the oldest release that was merged and is not published: the tag first, at the commit that the merge made, then the release
 * with the notes of all that this commit carries. Without actions and looks, nothing is left to publish.
 */
export async function publishMergedRelease(seen: Seen): Promise<Decision> {
  const { snapshot, config } = seen
  const reasons = []
  for (const merged of [...snapshot.mergedReleasePullRequests].reverse()) {
    const version = versionOf(merged)
    if (version === undefined) {
      reasons.push(words.versionUnknown(merged.number))
      continue
    }
    const name = printTagName(config.release.tag, version)
    const tag = snapshot.tags.find((candidate) => candidate.name === name)
    if (tag !== undefined && tag.sha !== merged.mergeCommit) {
      reasons.push(words.tagElsewhere(name, tag.sha, merged.mergeCommit))
      continue
    }
    if (tag !== undefined && (snapshot.releasedTags.includes(name) || isSuperseded(seen, version))) continue

    const range = snapshot.ranges[merged.mergeCommit]
    if (range === undefined) {
      return wantsToSee(rangeLook(seen, merged.mergeCommit, (candidate) => compareVersions(candidate, version) < 0))
    }
    const plan = await planRelease({
      commits: range.commits,
      previous: range.previous,
      rules: config.release,
      date: dateOfRelease(range.commits),
      link: { url: snapshot.url },
      as: version,
    })
    const actions: Action[] = []
    if (tag === undefined) actions.push({ kind: 'create-tag', name, sha: merged.mergeCommit })
    actions.push({ kind: 'create-release', tag: name, name, body: plan.notes })
    return decided([...reasons, words.publishing(version, merged.mergeCommit)], actions)
  }
  return decided(reasons)
}

/** The version that the bot's own commit on the branch names; titles can be edited by anybody. */
function versionOf({ commitMessages, title }: MergedReleasePullRequest): Version | undefined {
  for (const message of [...commitMessages].reverse()) {
    const version = parseReleaseTitle(message)
    if (version !== undefined) return version
  }
  return parseReleaseTitle(title)
}

/** Only the newest releases are read: an older one whose release is not among them is let be, so that it is not published anew. */
function isSuperseded({ snapshot, config }: Seen, version: Version): boolean {
  return snapshot.releasedTags.some((name) => {
    const released = parseTagName(config.release.tag, name)
    return released !== undefined && compareVersions(released, version) > 0
  })
}
