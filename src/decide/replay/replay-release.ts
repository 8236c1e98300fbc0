import type { ReleaseRules } from '../../model/release.js'
import { explainRelease } from './explain-release.js'
import { predict, type Comparable } from './predict.js'

/** One release, as it was and as the rules would have had it. Versions are without a prefix. */
export interface ReplayedRelease {
  readonly tag: string
  readonly previousTag: string
  readonly actual: string
  /** null where nothing asks for a release. */
  readonly predicted: string | null
  readonly agrees: boolean
  readonly reason: string
  readonly commits: number
}

/** Makes one release again, by the rules, from the commits it was made of. */
export function replayRelease(each: Comparable, rules: ReleaseRules): ReplayedRelease {
  const { tag, previous, commits } = each.release
  const predicted = predict(each, rules)
  return {
    tag: tag.name,
    previousTag: previous?.name ?? '',
    actual: tag.version,
    predicted: predicted ?? null,
    agrees: predicted === tag.version,
    reason: explainRelease(each, predicted, rules),
    commits: commits.length,
  }
}
