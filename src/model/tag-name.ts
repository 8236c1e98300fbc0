import { parseVersion, type Version } from './version.js'

/** A tag as the repository has it; `sha` is the commit it leads to, through an annotated tag if need be. */
export interface Tag {
  readonly name: string
  readonly sha: string
}

/** A tag as it was seen: of an annotated one the commit is not known until it is asked for. */
export interface SeenTag {
  readonly name: string
  readonly sha: string | undefined
}

const placeholder = '${version}'

/**
 * The version that a tag of this format names (`v${version}`), or undefined where the tag is another's.
 * The pair of {@link printTagName}.
 */
export function parseTagName(format: string, name: string): Version | undefined {
  const [before = '', after = ''] = format.split(placeholder)
  if (!name.startsWith(before) || !name.endsWith(after) || name.length <= before.length + after.length) return undefined
  return parseVersion(name.slice(before.length, name.length - after.length))
}

/** The tag name of a version, in the repository's format. */
export function printTagName(format: string, version: Version): string {
  return format.replace(placeholder, () => version)
}
