import type { ReleaseRules } from '../../model/release.js'
import { bumpVersion, type Bump, type Version } from '../../model/version.js'
import { untyped, type ReadCommit } from './read-commit.js'

/** What one commit asks for, by the rules alone; the pre-1.0 rules come in with {@link bumpFrom}. */
export function bumpOf(commit: Pick<ReadCommit, 'type' | 'breaking'>, rules: Pick<ReleaseRules, 'types'>): Bump {
  if (commit.breaking) return 'major'
  const type = Object.hasOwn(rules.types, commit.type) ? commit.type : untyped
  return rules.types[type] ?? 'none'
}

/** What a bump comes to from a version: while the major version is 0, the repository may move less. */
export function bumpFrom<B extends Bump>(
  version: Version | undefined,
  bump: B,
  rules: Pick<ReleaseRules, 'preMajor'>,
): B | 'minor' | 'patch' {
  if (version === undefined || !version.startsWith('0.')) return bump
  if (bump === 'major' && rules.preMajor.breaking === 'minor') return 'minor'
  if (bump === 'minor' && rules.preMajor.feature === 'patch') return 'patch'
  return bump
}

/** The version that follows; the first one where nothing was released yet. */
export function nextVersion(previous: Version | undefined, bump: Exclude<Bump, 'none'>, rules: ReleaseRules): Version {
  if (previous === undefined) return rules.firstVersion
  return bumpVersion(previous, bumpFrom(previous, bump, rules))
}
