import { parseTagName, type SeenTag, type Tag } from '../../model/tag-name.js'
import { compareVersions, isStable, type Version } from '../../model/version.js'

/** A tag that names a version in the repository's format. */
export type VersionTag<T extends SeenTag = Tag> = T & { readonly version: Version }

/**
 * The tags of stable versions in this format, the highest version first. The previous release is the first of them that head
 * reaches: the highest stable version reachable, not the nearest tag. Whoever can see the history tests the reaching.
 */
export function previousTagCandidates<T extends SeenTag>(tags: readonly T[], format: string): VersionTag<T>[] {
  return tags
    .flatMap((tag) => {
      const version = parseTagName(format, tag.name)
      return version !== undefined && isStable(version) ? [{ ...tag, version }] : []
    })
    .sort((a, b) => compareVersions(b.version, a.version))
}
