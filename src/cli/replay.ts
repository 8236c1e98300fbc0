import type { ReleaseRules } from '../model/release.js'
import { collectReleases } from './collect-releases.js'
import type { Component, Components } from './find-components.js'
import { inferRules } from '../decide/replay/infer-rules.js'
import { comparable, type Comparable } from '../decide/replay/predict.js'
import { replayRelease, type ReplayedRelease } from '../decide/replay/replay-release.js'
import type { History } from './read-history.js'

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
  const releases = compared.map((each) => replayRelease(each, used))
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
