import type { Deployment } from '../../../model/deployment.js'
import type { Gate } from '../../../model/gate.js'
import type { EnvironmentState } from '../environment-state.js'
import * as words from '../../words/gates.js'
import type { Request } from '../request.js'
import type { GateFacts } from './gate-facts.js'

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

/** Where a deployment of ours succeeded: what others say of theirs passed no gate. Where it still runs rather than where it was followed by another. */
function ranIn({ deployments }: EnvironmentState, request: Request): Deployment | undefined {
  const same = deployments.filter((deployment) => deployment.isOurs && isSame(deployment, request))
  return same.find(({ status }) => status.state === 'success') ?? same.find(({ status }) => status.state === 'inactive')
}

function isSame({ sha, tree }: Deployment, request: Request): boolean {
  return sha === request.sha || (tree !== undefined && tree === request.tree)
}
