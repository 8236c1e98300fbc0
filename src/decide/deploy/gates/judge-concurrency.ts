import type { Gate } from '../../../model/gate.js'
import * as words from '../../words/gates.js'
import type { GateFacts } from './gate-facts.js'

/** One deployment at a time in an environment, whoever made it. */
export function judgeConcurrency({ environment: { running, rules } }: GateFacts): Gate {
  return running === undefined
    ? { code: 'concurrency', verdict: 'pass', observed: words.nothingRuns(rules.name) }
    : { code: 'concurrency', verdict: 'wait', observed: words.anotherRuns(rules.name, running) }
}
