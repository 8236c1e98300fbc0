import type { Gate } from '../../../model/gate.js'
import type { Lock } from '../../../model/lock.js'
import * as words from '../../words/gates.js'
import type { GateFacts } from './gate-facts.js'

/** A lock lets its owner through and nobody else: least of all what deploys by itself. */
export function judgeLock({ request: { login, thread }, environment }: GateFacts): Gate {
  const gate = (verdict: Gate['verdict'], observed: string): Gate => ({ code: 'lock', verdict, observed })
  if (environment.isUnreadable) return gate('refuse', words.recordUnreadable(environment.rules.name))
  const { lock } = environment
  if (lock === undefined) return gate('pass', words.notLocked(environment.rules.name))
  return gate(holds(lock, login, thread?.number) ? 'pass' : 'refuse', words.locked(environment.rules.name, lock))
}

function holds({ owner }: Lock, login: string | undefined, thread: number | undefined): boolean {
  if (login === undefined) return false
  return owner.kind === 'person' ? owner.login === login : owner.number === thread
}
