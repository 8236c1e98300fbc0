import type { Gate } from '../../../model/gate.js'
import * as words from '../../words/gates.js'
import type { GateFacts } from './gate-facts.js'

/** Code from a fork runs only where the configuration lets it, and somebody read it: they name its commit. */
export function judgeFork({ request: { source }, environment: { rules } }: GateFacts): Gate | undefined {
  if (source.kind !== 'pull-request' || !source.pullRequest.isFork) return undefined
  const isAllowed = rules.allow.includes('forks')
  const verdict = isAllowed && source.isNamed ? 'pass' : 'refuse'
  return { code: 'fork', verdict, observed: words.fork({ isAllowed, isNamed: source.isNamed }) }
}

/** A draft is not meant to be deployed yet. */
export function judgeDraft({ request: { source }, environment: { rules } }: GateFacts): Gate | undefined {
  if (source.kind !== 'pull-request') return undefined
  const { isDraft } = source.pullRequest
  const isAllowed = rules.allow.includes('drafts')
  return {
    code: 'draft',
    verdict: isDraft && !isAllowed ? 'refuse' : 'pass',
    observed: words.draft(isDraft, isAllowed),
  }
}

/** Reviews, as the rules of the branch that it goes into have them. */
export function judgeReviews({ request: { source }, environment: { rules } }: GateFacts): Gate | undefined {
  if (source.kind !== 'pull-request' || rules.reviews === 'off') return undefined
  const { reviewDecision } = source.pullRequest
  const verdicts = { approved: 'pass', 'review-required': 'wait', 'changes-requested': 'refuse' } as const
  const verdict = reviewDecision === undefined ? 'pass' : verdicts[reviewDecision]
  return { code: 'reviews', verdict, observed: words.reviews(reviewDecision) }
}

/** A branch that lacks what its base has would take that out of the environment. */
export function judgeUpToDate({ request: { source }, environment: { rules } }: GateFacts): Gate | undefined {
  if (source.kind !== 'pull-request') return undefined
  const { behindBy, base } = source.pullRequest
  const isAllowed = rules.allow.includes('behind')
  const isBehind = behindBy !== 0
  const verdict = isBehind && !isAllowed ? 'refuse' : 'pass'
  return { code: 'up-to-date', verdict, observed: words.upToDate(behindBy, base, isAllowed) }
}
