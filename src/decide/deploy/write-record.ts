import type { Action } from '../../model/action.js'
import type { EnvironmentRecord } from '../../model/environment-record.js'
import type { Seen } from '../release/seen.js'
import type { EnvironmentState } from './environment-state.js'

/** Changes what the repository keeps of an environment. A lock whose time is over goes with it. */
export function writeRecord(
  { snapshot, branch }: Pick<Seen, 'snapshot' | 'branch'>,
  { rules, record, observed, lock }: EnvironmentState,
  change: Partial<EnvironmentRecord>,
  claims?: string,
): Action {
  return {
    kind: 'write-record',
    repositoryId: snapshot.repositoryId,
    environment: rules.name,
    record: { ...record, lock, ...change },
    observed,
    tree: branch.tree,
    claims,
  }
}
