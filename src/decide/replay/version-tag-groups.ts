import type { Tag } from '../../model/tag-name.js'
import { isStable, parseVersion, type Version } from '../../model/version.js'

/** A tag with the version that it names, whatever the format. */
export interface ReleaseTag extends Tag {
  readonly version: Version
  /** What stands before the version: `v`, `core-v`, `@scope/pkg@`, nothing. */
  readonly prefix: string
}

/** The tags that name versions of one thing: '' for the repository itself. */
export interface TagGroup {
  readonly name: string
  readonly stable: readonly ReleaseTag[]
  readonly prereleases: readonly ReleaseTag[]
}

const versionAtEnd = /(?<![\d.])\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/
const namesOfTheWhole = new Set(['', 'release', 'releases', 'rel', 'version', 'ver', 'tag', 'tags'])

/** Groups the tags by what they name, told by the prefix. One group with a name and no other is the repository itself, too. */
export function groupVersionTags(tags: readonly Tag[]): TagGroup[] {
  const groups = new Map<string, { stable: ReleaseTag[]; prereleases: ReleaseTag[] }>()
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

function parseReleaseTag(tag: Tag): ReleaseTag | undefined {
  const match = versionAtEnd.exec(tag.name)
  const version = match === null ? undefined : parseVersion(match[0])
  if (match === null || version === undefined) return undefined
  return { ...tag, version, prefix: tag.name.slice(0, match.index) }
}

function nameOf(prefix: string): string {
  const name = prefix.replace(/(?<![A-Za-z0-9])v\.?$/i, '').replace(/[@\-_/.]+$/, '')
  return namesOfTheWhole.has(name.toLowerCase()) ? '' : name
}
