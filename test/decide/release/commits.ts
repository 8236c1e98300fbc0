import { createHash } from 'node:crypto'
import { planRelease, type ReleaseInput } from '../../../src/decide/release/plan-release.js'
import type { Commit } from '../../../src/model/commit.js'
import { defaultTypes } from '../../../src/model/config.js'
import type { NoRelease, ReleasePlan, ReleaseRules } from '../../../src/model/release.js'

/** Landfall's own rules. */
export const rules: ReleaseRules = {
  tag: 'v${version}',
  types: defaultTypes,
  preMajor: { breaking: 'minor', feature: 'minor' },
  firstVersion: '1.0.0',
}

export const link = { url: 'https://github.com/octo/sea' }

/** A commit whose sha follows from its message. */
export function commit(message: string, parents: readonly string[] = ['parent']): Commit {
  const sha = createHash('sha1').update(message).digest('hex')
  return { sha, parents, message, committedAt: '2026-01-31T12:00:00Z' }
}

/** Plans what follows 1.2.3. */
export async function plan(
  commits: readonly (string | Commit)[],
  more: Partial<ReleaseInput> = {},
): Promise<ReleasePlan | NoRelease> {
  const list = commits.map((each) => (typeof each === 'string' ? commit(each) : each))
  return planRelease({
    commits: list,
    previous: { name: 'v1.2.3', sha: 'previous' },
    rules,
    date: '2026-01-31',
    ...more,
  })
}

/** The version that follows a version; undefined where nothing is to be released. */
export async function versionAfter(
  version: string,
  commits: readonly (string | Commit)[],
  used: ReleaseRules = rules,
): Promise<string | undefined> {
  const result = await plan(commits, { previous: { name: `v${version}`, sha: 'previous' }, rules: used })
  return result.kind === 'release' ? result.version : undefined
}

/** The notes of a release, which there has to be. */
export async function notesOf(
  commits: readonly (string | Commit)[],
  more: Partial<ReleaseInput> = {},
): Promise<string> {
  const result = await plan(commits, more)
  if (result.kind !== 'release') throw new Error(result.reason)
  return result.notes
}
