import type { Lock } from '../../model/lock.js'

/** Whoever rolls back holds what would come next by itself, until somebody says that it may. */
export function rollbackLock(login: string, comment: number, now: Date): Lock {
  return {
    owner: { kind: 'person', login },
    by: login,
    reason: '',
    at: now.toISOString(),
    until: undefined,
    cause: 'rollback',
    comment,
  }
}
