import type { SeenTag, Tag } from '../../model/tag-name.js'
import { isStable, parseVersion, type Version } from '../../model/version.js'

interface NamedVersion {
  readonly version: Version
  /** What stands before the version: `v`, `core-v`, `@scope/pkg@`, nothing. */
  readonly prefix: string
}

/** A tag with the version that it names, whatever the format. */
export type ReleaseTag = Tag & NamedVersion

/** The tags that name versions of one thing: '' for the repository itself. */
export interface TagGroup<T extends SeenTag = Tag> {
  readonly name: string
  readonly stable: readonly (T & NamedVersion)[]
  readonly prereleases: readonly (T & NamedVersion)[]
}

const versionAtEnd = /(?<![\d.])\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/
const namesOfTheWhole = new Set(['', 'release', 'releases', 'rel', 'version', 'ver', 'tag', 'tags'])

/** Groups the tags by what they name, told by the prefix. One group with a name and no other is the repository itself, too. */
export function groupVersionTags<T extends SeenTag>(tags: readonly T[]): TagGroup<T>[] {
  const groups = new Map<string, { stable: (T & NamedVersion)[]; prereleases: (T & NamedVersion)[] }>()
  for (const tag of tags) {
    const parsed = parseReleaseTag(tag)
    if (parsed === undefined) continue
    const name = nameOf(parsed.prefix)
    const group = groups.get(name) ?? { stable: [], prereleases: [] }
    if (isStable(parsed.version)) group.stable.push(parsed)
    else group.prereleases.push(parsed)
    groups.set(name, group)
  }
  return [...groups].map(([name, group]) => ({ name, ...group })).filter((group) => group.stable.length > 0)
}

function parseReleaseTag<T extends SeenTag>(tag: T): (T & NamedVersion) | undefined {
  const match = versionAtEnd.exec(tag.name)
  const version = match === null ? undefined : parseVersion(match[0])
  if (match === null || version === undefined) return undefined
  return { ...tag, version, prefix: tag.name.slice(0, match.index) }
}

function nameOf(prefix: string): string {
  const name = prefix.replace(/(?<![A-Za-z0-9])v\.?$/i, '').replace(/[@\-_/.]+$/, '')
  return namesOfTheWhole.has(name.toLowerCase()) ? '' : name
}
