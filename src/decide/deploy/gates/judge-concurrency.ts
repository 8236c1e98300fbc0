import type { Gate } from '../../../model/gate.js'
import type { Look } from '../../../model/snapshot.js'
import * as words from '../../words/gates.js'
import { olderLooks } from '../environment-state.js'
import type { GateFacts } from './gate-facts.js'

/** Older deployments than were read, where one of them may still be under way. */
export function concurrencyLooks({ seen: { snapshot }, environment: { rules }, now }: GateFacts): Look[] {
  const since = new Date(now.getTime() - rules.timeoutMs).toISOString()
  return olderLooks(snapshot, rules.name, { kind: 'all', since })
}

/** One deployment at a time in an environment, whoever made it; one that was asked for counts before it shows. */
export function judgeConcurrency({ request, environment: { running, asked, rules } }: GateFacts): Gate {
  if (running === undefined && asked !== undefined && asked.key !== request.key) {
    const observed = words.anotherAsked(rules.name)
    return { code: 'concurrency', verdict: 'wait', observed, until: asked.until }
  }
  return running === undefined
    ? { code: 'concurrency', verdict: 'pass', observed: words.nothingRuns(rules.name) }
    : { code: 'concurrency', verdict: 'wait', observed: words.anotherRuns(rules.name, running) }
}
