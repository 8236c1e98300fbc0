import type { Decision, Reason, ReasonCode } from '../../model/decision.js'
import * as sayings from '../words/checks.js'
import type { Judgement } from './wanted-check.js'

/** What keeps the release pull request from listing what merging it would ship. */
const staleBy: readonly ReasonCode[] = [
  'config-invalid',
  'file-unusable',
  'nowhere-for-version',
  'refresh-waits',
  'somebody-elses-commit',
  'tag-format',
  'tag-taken',
  'version-file-missing',
]

/** What keeps a release from being made at all. What is wrong with the configuration is said by a check of its own. */
const stoppedBy: readonly ReasonCode[] = [
  'file-unusable',
  'nowhere-for-version',
  'somebody-elses-commit',
  'tag-format',
  'tag-taken',
  'version-file-missing',
  'version-unknown',
]

/** Of the open release pull request, from what was decided about it; undefined where that is not settled yet. */
export function judgeRelease({ reasons, actions }: Pick<Decision, 'reasons' | 'actions'>): Judgement | undefined {
  if (actions.some(({ kind }) => kind === 'push-release-branch')) {
    return { verdict: 'pending', text: sayings.refreshing() }
  }
  const told = reasonsOf(reasons, ['release-up-to-date', 'version-refused', 'override-refused', 'tag-guarded'])
  if (told.some(({ code }) => code === 'release-up-to-date')) {
    const late = reasonsOf(reasons, ['waits-too-long'])
    return late.length === 0
      ? { verdict: 'success', text: sayings.listsAll(told) }
      : { verdict: 'neutral', text: sayings.listsAllTooLong([...late, ...told]) }
  }
  const stale = reasonsOf(reasons, staleBy)
  if (stale.length > 0) return { verdict: 'failure', text: sayings.listsLess(stale) }
  const isWaiting = reasons.some(({ code }) => code === 'tag-refused')
  return isWaiting ? { verdict: 'pending', text: sayings.publishingFirst() } : undefined
}

/** Of the head of the default branch, where a release cannot be made and there is no pull request to say so in. */
export function judgeDefaultBranch({ reasons }: Decision): Judgement {
  const stopped = reasonsOf(reasons, stoppedBy)
  return stopped.length === 0
    ? { verdict: 'success', text: sayings.releaseWorks() }
    : { verdict: 'failure', text: sayings.noRelease(stopped) }
}

function reasonsOf(reasons: readonly Reason[], codes: readonly ReasonCode[]): Reason[] {
  return reasons.filter(({ code }) => codes.includes(code))
}
