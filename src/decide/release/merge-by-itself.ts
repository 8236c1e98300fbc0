import { decided, uniteDecisions, wantsToSee, type Decision } from '../../model/decision.js'
import { releaseCheckName } from '../../model/check-run.js'
import type { MergeGates } from '../../model/merge-gates.js'
import { nextOf } from '../../model/schedule.js'
import { verdictOfKey } from '../checks/report-key.js'
import * as words from '../words/auto.js'
import { isDue } from './is-due.js'
import type { Seen } from './seen.js'

/** While something is awaited of which no webhook may tell, how long until it is looked at anew. */
const againMs = 60_000

/** What failed or is kept back waits for a person: GitHub tells of most of what they do, and this finds the rest. */
const laterMs = 15 * 60_000

/** So long after a commit was pushed the checks of others may not have begun: until then that none of them runs says nothing. */
const settlesWithinMs = 2 * 60_000

/**
 * Merges the release pull request when `release.auto` wants it, once it lists exactly what merging it ships and every check has passed. `decision` is
 * what else is decided: while something is to be done, nothing is merged.
 */
export function mergeByItself({ snapshot, branch, config }: Seen, decision: Decision, now: Date): Decision {
  const { openReleasePullRequest: open, releaseChecks, releaseBranch } = snapshot
  const isReady = decision.looks.length + decision.actions.length === 0
  const isListed = decision.reasons.some(({ code }) => code === 'release-up-to-date')
  const { auto } = config.release
  if (auto === 'off' || open === undefined || !isReady || !isListed) return decision
  const ours = releaseChecks.runs.find(({ name }) => name === releaseCheckName)
  const verdict = ours && verdictOfKey(ours.key)
  if (releaseBranch?.head !== open.head || (verdict !== 'success' && verdict !== 'neutral')) return decision

  if (auto !== 'on-green' && !isDue({ snapshot, branch, config }, auto, now)) {
    const next = nextOf(auto, now)
    const waits = decided([words.waitsForSchedule(open.number, auto, now)])
    return uniteDecisions(decision, next === undefined ? waits : { ...waits, lookAgainAt: next.toISOString() })
  }
  const settledAt = Date.parse(releaseBranch.committedAt) + settlesWithinMs
  if (settledAt > now.getTime()) {
    const lookAgainAt = new Date(settledAt).toISOString()
    return uniteDecisions(decision, { ...decided([words.mergesNotYet(open.number, 'fresh')]), lookAgainAt })
  }

  const gates = snapshot.mergeGates
  if (gates === undefined) return wantsToSee({ kind: 'merge-gates', pullRequest: open.number })
  const why = whyNot(gates, { head: open.head, base: branch.head })
  if (why !== undefined) {
    const isWaiting = ['unknown', 'moved', 'pending', 'none'].includes(why)
    const lookAgainAt = new Date(now.getTime() + (isWaiting ? againMs : laterMs)).toISOString()
    return uniteDecisions(decision, { ...decided([words.mergesNotYet(open.number, why)]), lookAgainAt })
  }
  const version = decision.next?.kind === 'release' ? decision.next.version : ''
  const { head, base, method = 'squash' } = gates
  const merging = { kind: 'merge-pull-request', number: open.number, head, base, into: branch.name, method } as const
  const lookAgainAt = new Date(now.getTime() + laterMs).toISOString()
  return uniteDecisions(decision, { ...decided([words.merges(open.number, version, auto)], [merging]), lookAgainAt })
}

function whyNot(gates: MergeGates, listed: Pick<MergeGates, 'head' | 'base'>): words.WhyNot | undefined {
  if (gates.head !== listed.head || gates.base !== listed.base) return 'moved'
  if (gates.isDraft) return 'draft'
  if (gates.checks !== 'success') return gates.checks
  if (gates.mergeable !== true) return gates.mergeable === undefined ? 'unknown' : 'conflicts'
  if (gates.isBlocked) return 'blocked'
  return gates.method === undefined ? 'no-method' : undefined
}
