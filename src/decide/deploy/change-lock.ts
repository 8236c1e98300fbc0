import type { DeployCommand } from '../../model/deploy-command.js'
import type { Lock, LockOwner } from '../../model/lock.js'
import * as answers from '../words/deploy-answers.js'
import { reply, type Asking } from './asking.js'
import type { Step } from './step.js'

/**
 * Locks. The record is written first, by compare-and-swap, with the comment that asked: of two who lock at once one finds the other's lock, and
 * whoever reads a record that names the comment only has to answer it.
 */
export function lock(asking: Asking, { forMs, reason }: Extract<DeployCommand, { kind: 'lock' }>): Step {
  const { asked, environment, deploying } = asking
  const { name } = environment.rules
  const { comment, login, talk } = asked
  if (environment.isUnreadable) return reply(asked, answers.recordUnreadable(name))
  const owner: LockOwner =
    talk.subject.kind === 'pull-request' && talk.subject.state === 'open'
      ? { kind: 'pull-request', number: talk.number }
      : { kind: 'person', login }
  const before = environment.lock
  if (before?.comment === comment.id) return reply(asked, answers.nowLocked(name, before))
  if (before !== undefined && !isSame(before.owner, owner)) return reply(asked, answers.lockTaken(name, before))
  const at = deploying.now.toISOString()
  const until = forMs === undefined ? undefined : new Date(deploying.now.getTime() + forMs).toISOString()
  const held: Lock = { owner, by: login, reason, at, until, cause: 'command', comment: comment.id }
  // It is answered when it is seen to be there: exactly one of two who lock at once wins.
  return { records: { [name]: { lock: held } }, lookAgainAt: soon(deploying.now) }
}

/** Unlocks, in the same way: the record names the comment that asked. */
export function unlock({ asked, environment, deploying }: Asking): Step {
  const { name } = environment.rules
  if (environment.isUnreadable) return reply(asked, answers.recordUnreadable(name))
  if (environment.record.unlocked === asked.comment.id) return reply(asked, answers.unlocked(name))
  if (environment.lock === undefined) return reply(asked, answers.wasNotLocked(name))
  return { records: { [name]: { lock: undefined, unlocked: asked.comment.id } }, lookAgainAt: soon(deploying.now) }
}

/** What was written shows in what is read by then. */
function soon(now: Date): string {
  return new Date(now.getTime() + 10_000).toISOString()
}

function isSame(a: LockOwner, b: LockOwner): boolean {
  if (a.kind === 'person') return b.kind === 'person' && a.login === b.login
  return b.kind === 'pull-request' && a.number === b.number
}
