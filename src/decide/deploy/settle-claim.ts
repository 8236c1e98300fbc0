import { isFinal } from '../../model/deployment.js'
import { findDeployment } from '../../model/deployments-read.js'
import type { Claim } from '../../model/environment-record.js'
import type { Snapshot } from '../../model/snapshot.js'
import type { Deploying } from './deploying.js'
import { claimLooks, openClaim, seekMs, soughtBy, type EnvironmentState } from './environment-state.js'
import { conversationLooks, replyTo } from './in-flight.js'
import { commentOfKey } from './request.js'
import type { Step } from './step.js'

/**
 * Notes that nothing more is to come of what was claimed last, where others deployed or talked so much since that finding it out takes reading: nobody
 * has to do that again.
 */
export function settleClaim({ seen: { snapshot }, now }: Deploying, state: EnvironmentState): Step {
  const { rules, deployments, isUnreadable } = state
  const claim = openClaim(snapshot, rules.name)
  if (claim === undefined || isUnreadable || isInSight(snapshot, rules.name, claim)) return {}
  const deployment = findDeployment(deployments, soughtBy(claim))
  const isEnded = deployment === undefined ? now.getTime() >= Date.parse(claim.at) + seekMs : isFinal(deployment.status)
  const comment = commentOfKey(claim.key)
  const reply = comment === undefined ? undefined : replyTo(snapshot, comment)
  const isTold = reply?.accepted?.kind !== 'deploy' || reply.accepted.stage === 'ended'
  return isEnded && isTold ? { records: { [rules.name]: { claim: { ...claim, isOver: true } } } } : {}
}

/** Whether the first look alone shows what became of it. */
function isInSight(snapshot: Snapshot, environment: string, claim: Claim): boolean {
  const first = { ...snapshot, deploymentsOf: {}, conversations: {}, deployables: {} }
  return claimLooks(first, environment).length + conversationLooks(first, [claim]).length === 0
}
