import semver from 'semver'
import { bumpOf } from '../release/next-version.js'
import { readsUntyped, untyped, type ReadCommit } from '../release/read-commit.js'
import { shortSha } from '../../model/commit.js'
import type { ReleaseRules } from '../../model/release.js'
import { bumpVersion, compareVersions, type Bump, type Version } from '../../model/version.js'
import { askedBump, type Comparable } from './predict.js'
import { sayCount } from './say-count.js'

/** Says in one sentence why a release was, or was not, what the rules predict. */
export function explainRelease(each: Comparable, predicted: Version | undefined, rules: ReleaseRules): string {
  const actual = each.release.tag.version
  const asked = whatAsked(each, rules)
  if (predicted === actual) return `${asked}.`
  const chosen = releaseAs(each)
  if (chosen !== undefined) return `${asked}; the footer "Release-As: ${chosen}" chose the version.`
  if (compareVersions(actual, each.previous) < 0) {
    return `${asked}; the commit reaches ${each.release.previous?.name}, a higher version than it was given.`
  }
  const step = stepOf(each.previous, actual)
  if (step === undefined) return `${asked}; ${actual} is no single step from ${each.previous}: chosen by hand.`
  if (predicted === undefined) return `${asked}; it was released all the same, as a ${step} version.`
  return `${asked}; it was released as a ${step} version.`
}

/** The single step between two versions; undefined where there is none. */
export function stepOf(previous: Version, actual: Version): Exclude<Bump, 'none'> | undefined {
  return (['patch', 'minor', 'major'] as const).find((bump) => bumpVersion(previous, bump) === actual)
}

function whatAsked({ release, asking, previous }: Comparable, rules: ReleaseRules): string {
  const bump = askedBump(asking, rules)
  if (bump === 'none')
    return `None of ${sayCount(release.commits.length, 'commit')} asks for a release${kindsOf(release.read)}`
  const readable = release.read.filter((commit) => commit.type !== untyped || readsUntyped(rules))
  const askers = readable.filter((commit) => bumpOf(commit, rules) === bump)
  const first = askers[0]
  const others = askers.length > 1 ? ` and ${askers.length - 1} more` : ''
  const change = bump === 'major' ? 'A breaking change' : `"${first === undefined ? '' : nameOf(first)}"`
  const where = first === undefined ? '' : ` (${shortSha(first.commit.sha)}${others})`
  return `${change}${where} asks for a ${bump} version${bump !== 'patch' && semver.major(previous) === 0 ? ', by the rules before 1.0' : ''}`
}

function kindsOf(read: readonly ReadCommit[]): string {
  const counts = new Map<string, number>()
  for (const { type } of read) counts.set(type, (counts.get(type) ?? 0) + 1)
  const kinds = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([type, number]) => `${type === untyped ? 'without a type' : type} ${number}`)
  return kinds.length === 0 ? '' : ` (${kinds.join(', ')})`
}

function nameOf(commit: ReadCommit): string {
  const characters = [...commit.subject]
  return characters.length <= 60 ? commit.subject : `${characters.slice(0, 59).join('')}…`
}

function releaseAs({ release }: Comparable): string | undefined {
  for (const commit of release.commits) {
    const chosen = /^Release-As:\s*v?(\d+\.\d+\.\d+\S*)\s*$/im.exec(commit.message)?.[1]
    if (chosen === release.tag.version) return chosen
  }
  return undefined
}
