import { untyped } from '../release/read-commit.js'
import { defaultTypes } from '../../model/config.js'
import type { ReleaseRules } from '../../model/release.js'
import type { Bump } from '../../model/version.js'
import { predict, type Comparable } from './predict.js'

/** The conventions of a repository, as far as its history tells them: one set for all of it. */
export type Conventions = Pick<ReleaseRules, 'types' | 'preMajor'>

// A convention shows in more than one release: a single one may be an accident, or somebody's decision.
const leastEvidence = 2
const bumps: readonly Exclude<Bump, 'major'>[] = ['patch', 'minor', 'none']

/**
 * Works the conventions out from releases that were made. It begins with Landfall's own, and moves one at a time as long as that
 * explains at least two releases more: first what a type that people use asks for, then what everything else does, with the
 * pre-1.0 rules fitted each time.
 */
export function inferRules(releases: readonly Comparable[]): Conventions {
  let best = bestPreMajor(releases, {
    types: { ...defaultTypes, [untyped]: 'none' },
    preMajor: { breaking: 'minor', feature: 'minor' },
  })
  const types = new Set(releases.flatMap((release) => release.asking.map(({ type }) => type)))
  types.delete(untyped)
  best = climb(releases, best, [...types].sort())
  return climb(releases, best, [untyped])
}

function climb(releases: readonly Comparable[], start: Conventions, types: readonly string[]): Conventions {
  let best = start
  for (;;) {
    const next = bestChange(releases, best, types)
    if (next === undefined) return best
    best = next
  }
}

function bestChange(
  releases: readonly Comparable[],
  from: Conventions,
  types: readonly string[],
): Conventions | undefined {
  let most = countAgreeing(releases, from) + leastEvidence - 1
  let best: Conventions | undefined
  for (const type of types) {
    for (const bump of bumps) {
      if ((from.types[type] ?? 'none') === bump) continue
      const candidate = bestPreMajor(releases, { ...from, types: { ...from.types, [type]: bump } })
      const count = countAgreeing(releases, candidate)
      if (count > most) [most, best] = [count, candidate]
    }
  }
  return best
}

function bestPreMajor(releases: readonly Comparable[], from: Conventions): Conventions {
  let best = from
  let most = countAgreeing(releases, from)
  for (const breaking of ['minor', 'major'] as const) {
    for (const feature of ['minor', 'patch'] as const) {
      const candidate = { ...from, preMajor: { breaking, feature } }
      const count = countAgreeing(releases, candidate)
      if (count > most) [most, best] = [count, candidate]
    }
  }
  return best
}

function countAgreeing(releases: readonly Comparable[], rules: Conventions): number {
  return releases.reduce((count, each) => count + (predict(each, rules) === each.release.tag.version ? 1 : 0), 0)
}
