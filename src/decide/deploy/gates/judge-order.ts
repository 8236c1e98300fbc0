import type { Deployment } from '../../../model/deployment.js'
import { findDeployment, isSame, type Sought } from '../../../model/deployments-read.js'
import type { Gate } from '../../../model/gate.js'
import type { Look } from '../../../model/snapshot.js'
import { olderLooks, type EnvironmentState } from '../environment-state.js'
import * as words from '../../words/gates.js'
import type { Request } from '../request.js'
import type { GateFacts } from './gate-facts.js'

/** By so much a commit may say that it is younger than a deployment of the same files. */
const dayMs = 24 * 60 * 60_000

/** The same commit, or one with the same files, ran successfully in the environment before. */
export function judgeOrder({ request, before }: GateFacts): Gate | undefined {
  if (before === undefined || request.task === 'rollback') return undefined
  const name = before.rules.name
  const gate = (verdict: Gate['verdict'], observed: string): Gate => ({ code: 'order', verdict, observed })
  const ran = ranIn(before, request)
  if (ran !== undefined) return gate('pass', words.ranIn(name, ran.sha, request.sha))
  if (before.running !== undefined && isSame(before.running, request))
    return gate('wait', words.runsNow(name, request.sha))
  return gate(request.login === undefined ? 'wait' : 'refuse', words.notRunIn(name, request.sha, before.live?.sha))
}

/** It ran there long enough. */
export function judgeSoak({ request, before, environment: { rules }, now }: GateFacts): Gate | undefined {
  if (before === undefined || rules.soakMs === 0 || request.task === 'rollback') return undefined
  const ran = ranIn(before, request)
  if (ran === undefined) return undefined
  // What was made inactive says since when it is not there any more, and no longer since when it was.
  const isThere = ran.status.state === 'success'
  const since = Date.parse(isThere ? ran.status.at : ran.createdAt)
  const end = isThere ? now.getTime() : Date.parse(ran.status.at)
  if (end - since >= rules.soakMs)
    return { code: 'soak', verdict: 'pass', observed: words.soaked(before.rules.name, rules.soakMs) }
  const until = new Date(since + rules.soakMs).toISOString()
  if (!isThere) return { code: 'soak', verdict: 'refuse', observed: words.leftTooSoon(before.rules.name, rules.soakMs) }
  return { code: 'soak', verdict: 'wait', observed: words.soaks(before.rules.name, until), until }
}

/** Older deployments than were read, where it may have run among them. For what deploys by itself nobody reads further back than it can have been made. */
export function orderLooks({ seen: { snapshot }, before, request }: GateFacts): Look[] {
  if (before === undefined || request.task === 'rollback') return []
  const since = request.login === undefined ? new Date(Date.parse(request.at) - dayMs).toISOString() : undefined
  return olderLooks(snapshot, before.rules.name, soughtFor(request, since))
}

/** Where a deployment of ours succeeded: what others say of theirs passed no gate. */
function ranIn({ deployments }: EnvironmentState, request: Request): Deployment | undefined {
  return findDeployment(deployments, soughtFor(request))
}

function soughtFor({ sha, tree }: Request, since?: string): Sought {
  return { kind: 'passed', sha, tree, since }
}
