import semver from 'semver'

/** How much a change moves a version. `none` means that it does not ask for a release. */
export type Bump = 'major' | 'minor' | 'patch' | 'none'

/** A version as semver.org 2.0.0 has it, without a prefix: `1.2.3`, `2.0.0-rc.1`. */
export type Version = string

const rank: Record<Bump, number> = { none: 0, patch: 1, minor: 2, major: 3 }

/** The larger of two bumps. */
export function largerBump(a: Bump, b: Bump): Bump {
  return rank[a] >= rank[b] ? a : b
}

/** Reads a version without a prefix; undefined where it is none. Build metadata is kept out. */
export function parseVersion(text: string): Version | undefined {
  return /^\d/.test(text) ? semver.parse(text)?.version : undefined
}

/** Whether a version is a stable one, not a prerelease. */
export function isStable(version: Version): boolean {
  return semver.prerelease(version) === null
}

/** Negative where `a` is the older version, positive where it is the newer. */
export function compareVersions(a: Version, b: Version): number {
  return semver.compare(a, b)
}

/** The version that a bump leads to. */
export function bumpVersion(version: Version, bump: Exclude<Bump, 'none'>): Version {
  const next = semver.inc(version, bump)
  if (next === null) throw new Error(`not a version: ${version}`)
  return next
}
