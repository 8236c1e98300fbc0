import type { Action } from '../../model/action.js'
import { subjectOf, type Commit } from '../../model/commit.js'
import { decided, wantsToSee, type Decision, type Reason } from '../../model/decision.js'
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
  const { snapshot, branch, config } = seen
  const reasons: Reason[] = []
  const here = snapshot.mergedReleasePullRequests.filter(({ base }) => base === branch.name)
  for (const merged of here.toSorted((a, b) => a.mergedAt.localeCompare(b.mergedAt))) {
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
    if (isSuperseded(seen, version) || wasTaggedOtherwise(seen, merged, version)) continue
    if (tag !== undefined && snapshot.released[name] === true) continue
    if (tag !== undefined && snapshot.released[name] === undefined)
      return wantsToSee({ kind: 'releases', tags: [name] })

    const range = snapshot.ranges[merged.mergeCommit]
    if (range === undefined) {
      return wantsToSee(rangeLook(seen, merged.mergeCommit, (candidate) => compareVersions(candidate, version) < 0))
    }
    const commits = range.commits.filter((commit) => !isSquashOf(merged, commit))
    const plan = await planRelease({
      commits,
      previous: range.previous,
      rules: config.release,
      date: dateOfRelease(commits),
      link: { url: snapshot.url },
      as: version,
    })
    const actions: Action[] = []
    if (tag === undefined) actions.push({ kind: 'create-tag', name, sha: merged.mergeCommit })
    actions.push({ kind: 'create-release', tag: name, name, body: words.fitNotes(plan.notes) })
    return decided([...reasons, words.publishing(version, merged.mergeCommit)], actions)
  }
  return decided(reasons)
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
