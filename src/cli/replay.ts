import type { ReleaseRules } from '../model/release.js'
import { collectReleases } from './collect-releases.js'
import { explainRelease } from './explain-release.js'
import type { Component, Components } from './find-components.js'
import { inferRules } from './infer-rules.js'
import { comparable, predict, type Comparable } from './predict.js'
import type { History } from './read-history.js'

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

/** A history replayed. First releases follow from nothing: they are counted, and not compared. */
export interface Replay {
  readonly repository: string
  /** From 0 to 1; 1 where there is nothing to compare. */
  readonly agreement: number
  readonly releases: readonly ReplayedRelease[]
  readonly rules: ReleaseRules
  readonly components: readonly Component[]
  readonly firstReleases: readonly string[]
}

/** Works out what would have been released, release by release. Without rules, the repository's conventions are worked out first. */
export function replay(
  history: History,
  components: Components,
  rules: ReleaseRules | undefined,
  onProgress: (done: number) => void,
): Replay {
  const past = collectReleases(history, components, onProgress)
  const compared = comparable(past)
  const used = rules ?? conventionsOf(components, compared)
  const releases = compared.map((each) => replayOne(each, used))
  const agreeing = releases.filter((release) => release.agrees).length
  return {
    repository: history.name,
    agreement: releases.length === 0 ? 1 : agreeing / releases.length,
    releases,
    rules: used,
    components: components.components,
    firstReleases: past.filter((release) => release.previous === undefined).map((release) => release.tag.name),
  }
}

/** The rules by which a repository seems to have been released. */
export function conventionsOf({ components }: Components, compared: readonly Comparable[]): ReleaseRules {
  const main = components.find((component) => component.name === '') ?? components[0]
  return { tag: main?.format ?? 'v${version}', firstVersion: '1.0.0', ...inferRules(compared) }
}

function replayOne(each: Comparable, rules: ReleaseRules): ReplayedRelease {
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
