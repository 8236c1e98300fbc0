import { decided, type Decision } from '../../model/decision.js'
import { keepComment } from '../keep-comment.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/longest-wait.js'
import { waitingChanges } from './waiting-changes.js'

/**
 * What `done.max-wait` says: while the oldest change waits longer than that, the release pull request carries one comment that tells of it. Its
 * followers are told once: whatever becomes oldest after that is written in the same comment, and the comment goes when nothing waits too long.
 */
export function watchWait({ snapshot, branch, config }: Seen, now: Date): Decision {
  const open = snapshot.openReleasePullRequest
  if (open === undefined) return decided([])
  const { maxWaitMs } = config.done
  const [oldest] = maxWaitMs === undefined ? [] : waitingChanges({ snapshot, branch }).changes
  if (oldest === undefined || maxWaitMs === undefined) return decided([], withoutComment(open))
  const until = Date.parse(oldest.since) + maxWaitMs
  if (until > now.getTime()) return { ...decided([], withoutComment(open)), lookAgainAt: new Date(until).toISOString() }
  return decided(
    [words.waitsTooLong(oldest, maxWaitMs)],
    keepComment(open, words.tellsWait, words.waitComment(oldest, maxWaitMs)),
  )
}

type Open = NonNullable<Seen['snapshot']['openReleasePullRequest']>

function withoutComment({ comments }: Open): Decision['actions'] {
  return comments
    .filter(({ isOurs, body }) => isOurs && words.tellsWait(body))
    .map(({ id }) => ({ kind: 'delete-comment', comment: id }))
}
