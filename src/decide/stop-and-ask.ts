import type { Action, ShowStage } from '../model/action.js'
import type { Decision } from '../model/decision.js'
import * as words from './words.js'

/** How many threads a decision may notify outside a release. */
export const mostThreads = 20

/**
 * Holds back a decision that would notify people in more than {@link mostThreads} threads and publishes no release: a flood like that is
 * a mistake more often than not. Several actions in one thread count once.
 */
export function stopAndAsk(decision: Decision): Decision {
  const threads = new Set(decision.actions.flatMap(threadsNotifiedBy))
  if (threads.size <= mostThreads || decision.actions.some(isPartOfRelease)) return decision
  const reasons = [words.tooManyThreads(threads.size, mostThreads), ...decision.reasons]
  return { ...decision, reasons, heldBack: `more than ${mostThreads} threads` }
}

/** The thread whose followers GitHub tells of the action: of what is opened, reopened, closed or commented, not of what is edited. */
function threadsNotifiedBy(action: Action): readonly string[] {
  switch (action.kind) {
    case 'open-pull-request':
      return [`a pull request from ${action.head}`]
    case 'close-pull-request':
    case 'merge-pull-request':
    case 'post-comment':
      return [`#${action.number}`]
    case 'push-release-branch':
    case 'edit-pull-request':
    case 'delete-comment':
    case 'edit-comment':
    case 'add-label':
    case 'create-tag':
    case 'create-release':
    case 'report-check':
    case 'publish-draft':
    case 'delete-draft':
    case 'create-label':
    case 'react':
    case 'create-deployment':
    case 'say-deployment-status':
    case 'dispatch-workflow':
    case 'write-record':
    case 'delete-record':
    // The ledger keeps to the same number by itself: what is too much of it must not hold back all else.
    case 'show-stage':
      return []
  }
}

/** Of what is written anew, reopened or closed GitHub tells everybody who follows. */
export function notifies({ comment, state }: ShowStage): boolean {
  return state !== undefined || (comment !== undefined && 'post' in comment)
}

function isPartOfRelease({ kind }: Action): boolean {
  return kind === 'create-tag' || kind === 'create-release' || kind === 'publish-draft'
}
