import type { Gate } from '../../../model/gate.js'
import * as words from '../../words/gates.js'
import type { GateFacts } from './gate-facts.js'

/** Who may push may deploy, as the server says; what the configuration asks for needs nobody's permission. */
export function judgePermission({ seen, request: { login } }: GateFacts): Gate | undefined {
  if (login === undefined) return undefined
  const mayPush = seen.snapshot.rights[login]?.push === true
  return { code: 'permission', verdict: mayPush ? 'pass' : 'refuse', observed: words.permission(login, mayPush) }
}
