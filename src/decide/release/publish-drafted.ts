import { decided, wantsToSee, type Decision } from '../../model/decision.js'
import type { MergedReleasePullRequest } from '../../model/pull-request.js'
import { parsePublishingMarker } from '../../model/publishing-marker.js'
import type { Version } from '../../model/version.js'
import { keepComment } from '../keep-comment.js'
import * as sayings from '../words/publishing.js'
import type { Seen } from './seen.js'

/** GitHub tells nobody of an uploaded file: looked for often while a build can be under way, and now and then after that. */
const lookEveryMs = 90_000
const lookForMs = 60 * 60_000
const thenLookEveryMs = 30 * 60_000
const giveUpMs = 3 * 24 * 60 * 60_000

/** Files take their time to build; a comment is worth writing where something seems to be wrong. */
const patienceMs = 15 * 60_000

/** Reads lag behind what was published by seconds. */
const lagMs = 10_000

/** A draft that waits: for a person, or for the files that the configuration names. When they are all there it is published. */
export function publishDrafted(
  { snapshot, config }: Seen,
  merged: MergedReleasePullRequest,
  { tag, version, release }: { readonly tag: string; readonly version: Version; readonly release: number },
  now: Date,
): Decision {
  const { draft, assets } = config.release
  if (draft || assets.length === 0) return decided([sayings.draftWaits(tag)])
  const uploaded = snapshot.assets?.[release]
  if (uploaded === undefined) return wantsToSee({ kind: 'assets', release })
  const later = (ms: number): string => new Date(now.getTime() + ms).toISOString()

  const missing = assets
    .map((name) => name.replaceAll('${version}', version))
    .filter((name) => !uploaded.includes(name))
  if (missing.length === 0) {
    return {
      ...decided([sayings.assetsComplete(tag)], [{ kind: 'publish-draft', release }]),
      lookAgainAt: later(lagMs),
    }
  }
  const reason = sayings.assetsMissing(tag, missing)
  const waitedMs = now.getTime() - Date.parse(merged.mergedAt)
  const isKind = (body: string): boolean => parsePublishingMarker(body) !== undefined
  const actions =
    waitedMs < patienceMs ? [] : keepComment(merged, isKind, sayings.publishingStopped(reason, { state: 'stopped' }))
  if (waitedMs > giveUpMs) return decided([reason], actions)
  return { ...decided([reason], actions), lookAgainAt: later(waitedMs < lookForMs ? lookEveryMs : thenLookEveryMs) }
}
