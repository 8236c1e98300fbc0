import { parseReleaseTitle } from '../../model/release-title.js'
import type { ReleasePlan } from '../../model/release.js'
import type { Commands } from './answer-commands.js'
import type { Seen } from './seen.js'

/** Whether the release branch may follow the default branch now; if not, when it may, where that is known (ISO 8601). */
export type RefreshDue = { readonly kind: 'due' } | { readonly kind: 'waits'; readonly until: string | undefined }

/** What was pushed before a command was written is seen by then, though reads lag behind writes. */
const lagMs = 10_000

/**
 * What `release.refresh` says. The first opening is at once, and so is what a command asks for or a person
 * wrote into the pull request; the command waits until whatever was pushed before it is sure to be seen. The time counts from the newest commit
 * on the release branch, as GitHub set it.
 */
export function refreshDue(
  { snapshot, config }: Seen,
  plan: ReleasePlan,
  { commands, isEdited }: { readonly commands: Commands; readonly isEdited: boolean },
  now: Date,
): RefreshDue {
  const { refresh } = config.release
  const branch = snapshot.releaseBranch
  if (refresh.kind === 'push' || snapshot.openReleasePullRequest === undefined || branch === undefined) {
    return { kind: 'due' }
  }
  const committed = Date.parse(branch.committedAt)
  const isNews = plan.asked?.by.kind === 'comment' && parseReleaseTitle(branch.message) !== plan.version
  if (isNews || isEdited) return { kind: 'due' }
  const askedFor = Date.parse(commands.refreshAskedAt ?? '') + lagMs
  if (askedFor > committed) return dueFrom(askedFor, now)
  if (refresh.kind === 'command') return { kind: 'waits', until: undefined }
  return dueFrom(committed + refresh.minutes * 60_000, now)
}

function dueFrom(moment: number, now: Date): RefreshDue {
  return now.getTime() >= moment ? { kind: 'due' } : { kind: 'waits', until: new Date(moment).toISOString() }
}
