import { parseReleaseTitle } from '../../model/release-title.js'
import type { ReleasePlan } from '../../model/release.js'
import type { Commands } from './answer-commands.js'
import type { Seen } from './seen.js'

/** Whether the release branch may follow the default branch now; if not, when it may, where that is known (ISO 8601). */
export type RefreshDue = { readonly kind: 'due' } | { readonly kind: 'waits'; readonly until: string | undefined }

/**
 * What `release.refresh` says. The first opening is at once, and so is what a command asks for or a person
 * wrote into the pull request. The time counts from the newest commit
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
  const isAsked = commands.refreshAskedAt !== undefined && Date.parse(commands.refreshAskedAt) > committed
  if (isNews || isAsked || isEdited) return { kind: 'due' }
  if (refresh.kind === 'command') return { kind: 'waits', until: undefined }
  const dueAt = committed + refresh.minutes * 60_000
  return now.getTime() >= dueAt ? { kind: 'due' } : { kind: 'waits', until: new Date(dueAt).toISOString() }
}
