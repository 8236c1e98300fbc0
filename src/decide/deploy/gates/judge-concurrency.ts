import type { Gate } from '../../../model/gate.js'
import * as words from '../../words/gates.js'
import type { GateFacts } from './gate-facts.js'

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
