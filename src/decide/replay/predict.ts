import { bumpFrom, bumpOf } from '../release/next-version.js'
import { readsUntyped, untyped } from '../release/read-commit.js'
import type { ReleaseRules } from '../../model/release.js'
import { bumpVersion, largerBump, type Bump, type Version } from '../../model/version.js'
import type { PastRelease } from './past-release.js'

/** What a range holds, as far as a version goes: which types, breaking or not, each once. */
export interface Asking {
  readonly type: string
  readonly breaking: boolean
}

/** A release that can be predicted, since one came before it. */
export interface Comparable {
  readonly release: PastRelease
  readonly previous: Version
  readonly asking: readonly Asking[]
}

/** The releases that had one before them. A first release follows from nothing, and is not compared. */
export function comparable(releases: readonly PastRelease[]): Comparable[] {
  return releases.flatMap((release) => {
    if (release.previous === undefined) return []
    const asking = new Map(release.read.map(({ type, breaking }) => [`${type} ${breaking}`, { type, breaking }]))
    return [{ release, previous: release.previous.version, asking: [...asking.values()] }]
  })
}

/** What a range asks for by the rules, before the pre-1.0 rules come in. */
export function askedBump(asking: readonly Asking[], rules: Pick<ReleaseRules, 'types'>): Bump {
  const readable = readsUntyped(rules) ? asking : asking.filter(({ type }) => type !== untyped)
  return readable.reduce<Bump>((bump, each) => largerBump(bump, bumpOf(each, rules)), 'none')
}

/** The version that the rules lead to; undefined where nothing asks for a release. */
export function predict(
  { asking, previous }: Comparable,
  rules: Pick<ReleaseRules, 'types' | 'preMajor'>,
): Version | undefined {
  const asked = askedBump(asking, rules)
  return asked === 'none' ? undefined : bumpVersion(previous, bumpFrom(previous, asked, rules))
}
