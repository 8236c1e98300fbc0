import { findDeployment } from '../../model/deployments-read.js'
import type { Lock } from '../../model/lock.js'
import type { Deploying } from './deploying.js'
import { soughtBy, type EnvironmentState } from './environment-state.js'
import { commentOfKey } from './request.js'
import type { Step } from './step.js'

/**
 * Whoever rolls back holds what would come next by itself, until somebody says that it may: once GitHub has made the deployment, so that a
 * rollback that it refuses leaves every lock as it was.
 */
export function holdRollback({ now }: Deploying, { rules, record, deployments, isUnreadable }: EnvironmentState): Step {
  const { claim } = record
  const comment = claim && commentOfKey(claim.key)
  if (claim?.holds !== true || comment === undefined || isUnreadable) return {}
  const by = findDeployment(deployments, soughtBy(claim))?.purpose?.by
  if (by === undefined) return {}
  const owner = { kind: 'person', login: by } as const
  const lock: Lock = { owner, by, reason: '', at: now.toISOString(), until: undefined, cause: 'rollback', comment }
  return { records: { [rules.name]: { lock, claim: { ...claim, holds: undefined } } } }
}
