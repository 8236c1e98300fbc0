import type { Gate } from '../../model/gate.js'
import type { Look } from '../../model/snapshot.js'
import { approvalLooks, judgeApprovals } from './gates/judge-approvals.js'
import type { GateFacts, JudgeGate } from './gates/gate-facts.js'
import { judgeChecks } from './gates/judge-checks.js'
import { judgeCommit } from './gates/judge-commit.js'
import { concurrencyLooks, judgeConcurrency } from './gates/judge-concurrency.js'
import { judgeFreeze } from './gates/judge-freeze.js'
import { judgeLock } from './gates/judge-lock.js'
import { judgeOrder, judgeSoak, orderLooks } from './gates/judge-order.js'
import { judgePermission } from './gates/judge-permission.js'
import { judgeDraft, judgeFork, judgeReviews, judgeUpToDate } from './gates/judge-pull-request.js'

/** In the order in which people read them. */
const gates: readonly JudgeGate[] = [
  judgePermission,
  judgeCommit,
  judgeFork,
  judgeDraft,
  judgeChecks,
  judgeReviews,
  judgeUpToDate,
  judgeLock,
  judgeFreeze,
  judgeOrder,
  judgeSoak,
  judgeApprovals,
  judgeConcurrency,
]

/** Every gate that applies, and what all of them say together. */
export interface Judgement {
  readonly verdict: Gate['verdict']
  readonly gates: readonly Gate[]
}

export function judgeGates(facts: GateFacts): Judgement {
  const judged = gates.flatMap((judge) => judge(facts) ?? [])
  const worst = (['refuse', 'wait'] as const).find((verdict) => judged.some((gate) => gate.verdict === verdict))
  return { verdict: worst ?? 'pass', gates: judged }
}

/** What has to be seen before the gates can be judged. */
export function gateLooks(facts: GateFacts): Look[] {
  const { login } = facts.request
  const rights = login === undefined ? { push: true } : facts.seen.snapshot.rights[login]
  return [
    ...(login === undefined || rights !== undefined ? [] : [{ kind: 'permissions', logins: [login] } as const]),
    ...approvalLooks(facts),
    // For who may not deploy nobody reads what was.
    ...(rights?.push === true ? [...orderLooks(facts), ...concurrencyLooks(facts)] : []),
  ]
}
