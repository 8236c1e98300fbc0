import { subjectOf } from './commit.js'
import { parseVersion, type Version } from './version.js'

const pattern = /^chore: release (\S+)(?: \(#\d+\))?$/

/** The title of our release pull request, and so the subject of the commit that merging it makes. */
export function printReleaseTitle(version: Version): string {
  return `chore: release ${version}`
}

/**
 * The version that one of our release titles or commit messages names in its first line; undefined where it is not ours. The
 * ` (#12)` that GitHub puts after the title of a squashed pull request is allowed. The pair of {@link printReleaseTitle}.
 */
export function parseReleaseTitle(message: string): Version | undefined {
  const text = pattern.exec(subjectOf({ message }))?.[1]
  if (text === undefined) return undefined
  const version = parseVersion(text)
  return version === text ? version : undefined
}
