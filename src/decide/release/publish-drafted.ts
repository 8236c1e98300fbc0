import { decided, wantsToSee, type Decision } from '../../model/decision.js'
import type { MergedReleasePullRequest } from '../../model/pull-request.js'
import { parsePublishingMarker } from '../../model/publishing-marker.js'
import type { Version } from '../../model/version.js'
import { keepComment } from '../keep-comment.js'
import type { Action } from '../../model/action.js'
import * as sayings from '../words/publishing.js'
import { keepDraft } from './keep-draft.js'
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

/**
 * A draft that waits: for a person, or for the files that the configuration names. When they are all there it is published. Where a request whose
 * answer was lost left a twin of it, that goes.
 */
export function publishDrafted(
  { snapshot, config }: Seen,
  merged: MergedReleasePullRequest,
  { tag, version, drafts }: { readonly tag: string; readonly version: Version; readonly drafts: readonly number[] },
  now: Date,
): Decision {
  const { draft, assets } = config.release
  const waitsForFiles = !draft && assets.length > 0
  if (!waitsForFiles && drafts.length < 2) return decided([sayings.draftWaits(tag)])
  const unread = drafts.filter((release) => snapshot.draftsSeen?.[release] === undefined)
  if (unread.length > 0) return wantsToSee(...unread.map((release) => ({ kind: 'draft', release }) as const))
  const read = drafts.flatMap((id) => {
    const seen = snapshot.draftsSeen?.[id]
    return seen === undefined || seen === 'gone' ? [] : [{ ...seen, id }]
  })
  const { kept, twins } = keepDraft(read, snapshot.login)
  const removing = twins.map(({ id }): Action => ({ kind: 'delete-draft', release: id }))
  const later = (ms: number): string => new Date(now.getTime() + ms).toISOString()
  if (kept === undefined) return { ...decided([sayings.draftWaits(tag)]), lookAgainAt: later(lagMs) }
  if (!waitsForFiles) return decided([sayings.draftWaits(tag)], removing)

  const missing = assets
    .map((name) => name.replaceAll('${version}', version))
    .filter((name) => !kept.files.includes(name))
  if (missing.length === 0) {
    return {
      ...decided([sayings.assetsComplete(tag)], [...removing, { kind: 'publish-draft', release: kept.id }]),
      lookAgainAt: later(lagMs),
    }
  }
  const reason = sayings.assetsMissing(tag, missing)
  const waitedMs = now.getTime() - Date.parse(merged.mergedAt)
  const isKind = (body: string): boolean => parsePublishingMarker(body) !== undefined
  const asking =
    waitedMs < patienceMs ? [] : keepComment(merged, isKind, sayings.publishingStopped(reason, { state: 'stopped' }))
  const actions = [...removing, ...asking]
  if (waitedMs > giveUpMs) return decided([reason], actions)
  return { ...decided([reason], actions), lookAgainAt: later(waitedMs < lookForMs ? lookEveryMs : thenLookEveryMs) }
}
