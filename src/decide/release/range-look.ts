import type { Look } from '../../model/snapshot.js'
import { parseTagName } from '../../model/tag-name.js'
import { compareVersions, isStable, type Version } from '../../model/version.js'
import type { Seen } from './seen.js'

/**
 * The look at all commits since the previous release. That release is the highest stable version reachable, not the nearest tag: the
 * eyes test the candidates for ancestry in this order.
 */
export function rangeLook({ snapshot, config }: Seen, head: string, mayPrecede: (version: Version) => boolean): Look {
  const candidates = snapshot.tags
    .flatMap((tag) => {
      const version = parseTagName(config.release.tag, tag.name)
      return version !== undefined && isStable(version) && mayPrecede(version) ? [{ tag, version }] : []
    })
    .sort((a, b) => compareVersions(b.version, a.version))
    .map(({ tag }) => tag)
  return { kind: 'range', head, candidates, since: config.since }
}
