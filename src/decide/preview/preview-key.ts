import { fingerprintOf } from '../../model/fingerprint.js'
import { printState, type PullRequestState } from '../../model/merge-preview.js'
import type { Seen } from '../release/seen.js'

/** What every preview in a repository rests on: how its keys begin. A change of it has all of them said anew. */
export function previewBasis({ snapshot, branch, config }: Seen): string {
  const { tag, types, preMajor, firstVersion } = config.release
  const { preview } = config.pullRequests
  if (preview === 'off') return 'off'
  const rules = [tag, Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)), preMajor, firstVersion]
  return fingerprintOf(JSON.stringify([preview, branch.name, snapshot.mergeSettings, rules]))
}

/**
 * Tells one preview from another: by the pull requests with this head as they stand, and never by the default branch. Were it by that, every push
 * would have every open pull request reported anew.
 */
export function previewKey(basis: string, states: readonly PullRequestState[]): string {
  const sorted = states.toSorted((a, b) => a.number - b.number)
  return `${basis}-${fingerprintOf(sorted.map(printState).join('\n'))}`
}

/** The key of a preview that could not name a version: it is said anew once that is known. */
export function openKey(key: string): string {
  return `${key}-open`
}
