import { frozenUntil } from '../../../model/freeze.js'
import type { Gate } from '../../../model/gate.js'
import * as words from '../../words/gates.js'
import type { GateFacts } from './gate-facts.js'

/** Nothing new comes in a freeze. A rollback is nothing new. */
export function judgeFreeze({ request: { task }, environment: { rules }, now }: GateFacts): Gate | undefined {
  const { windows, timeZone } = rules.freeze
  if (windows.length === 0 || task === 'rollback') return undefined
  const until = windows
    .flatMap((window) => frozenUntil(window, timeZone, now) ?? [])
    .sort()
    .at(-1)
  if (until === undefined) return { code: 'freeze', verdict: 'pass', observed: words.notFrozen() }
  return { code: 'freeze', verdict: 'wait', observed: words.frozen(until), until }
}
