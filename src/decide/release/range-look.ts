import type { Look } from '../../model/snapshot.js'
import type { Version } from '../../model/version.js'
import { previousTagCandidates } from './previous-tag-candidates.js'
import type { Seen } from './seen.js'

/** The look at all commits since the previous release, which is the first of the candidates that the eyes find to be an ancestor. */
export function rangeLook(
  { snapshot, config }: Seen,
  head: string,
  mayPrecede: (version: Version) => boolean,
): Extract<Look, { kind: 'range' }> {
  const candidates = previousTagCandidates(snapshot.tags, config.release.tag).filter(({ version }) =>
    mayPrecede(version),
  )
  return { kind: 'range', head, candidates, since: config.since }
}
