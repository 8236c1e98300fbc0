import type { SeenCheck, SeenChecks } from '../../../model/deployable.js'
import type { Environment } from '../../../model/environment.js'
import type { Gate } from '../../../model/gate.js'
import * as words from '../../words/gates.js'
import type { Request } from '../request.js'
import type { GateFacts } from './gate-facts.js'

/** So long nobody knows whether there will be checks: they come some time after the push. */
const firstCheckMs = 30_000

/**
 * Checks and commit statuses of the commit. Our own are left out: they wait for us. What could not be read whole is refused, since nobody
 * knows what is missing. What runs already was checked when it came.
 */
export function judgeChecks({ request, environment: { rules }, now }: GateFacts): Gate | undefined {
  const { source } = request
  if (source.kind === 'earlier') return undefined
  const checks = source.kind === 'named' ? source.commit.checks : source.pullRequest.checks
  const judged = judge(checks, rules.checks)
  const until = firstChecksBy(request)
  const isNone = checks.list.every(({ isOurs }) => isOurs)
  return judged.verdict === 'pass' && isNone && until !== undefined && until > now.toISOString()
    ? { code: 'checks', verdict: 'wait', observed: words.noChecksYet(), until }
    : { code: 'checks', ...judged }
}

/** Until when the first checks may still come (ISO 8601); undefined for a commit that a person names: that is not new. */
function firstChecksBy({ source, at, login }: Request): string | undefined {
  if (source.kind === 'named' && login !== undefined) return undefined
  const cameAt = source.kind === 'pull-request' ? (source.pullRequest.pushes?.[0]?.at ?? at) : at
  return new Date(Date.parse(cameAt) + firstCheckMs).toISOString()
}

function judge({ list, isWhole }: SeenChecks, wanted: Environment['checks']): Omit<Gate, 'code'> {
  if (!isWhole) return { verdict: 'refuse', observed: words.checksCut() }
  const others = list.filter(({ isOurs }) => !isOurs)
  const counted = others.filter((check) => isWanted(check, wanted))
  const failed = counted.filter(({ state }) => state === 'failure').map(({ name }) => name)
  if (failed.length > 0) return { verdict: 'refuse', observed: words.checksFailed(failed) }
  const missing = Array.isArray(wanted) ? wanted.filter((name) => !others.some((check) => check.name === name)) : []
  const pending = counted.filter(({ state }) => state === 'pending').map(({ name }) => name)
  if (pending.length + missing.length > 0) return { verdict: 'wait', observed: words.checksPending(pending, missing) }
  return { verdict: 'pass', observed: words.checksPassed(counted.length, wanted) }
}

function isWanted({ name, isRequired }: SeenCheck, wanted: Environment['checks']): boolean {
  if (wanted === 'all') return true
  return wanted === 'required' ? isRequired : wanted.includes(name)
}
