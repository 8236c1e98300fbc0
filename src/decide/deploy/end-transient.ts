import type { Action } from '../../model/action.js'
import { decided, uniteDecisions, type Decision } from '../../model/decision.js'
import type { Look, Snapshot } from '../../model/snapshot.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/deploy.js'
import * as reasons from '../words/deploy-reasons.js'
import type { Deploying } from './deploying.js'
import { olderLooks, type EnvironmentState } from './environment-state.js'

/** So many at a look; the rest goes at the next. */
const mostInactive = 10

/** All that was ever deployed to an environment that is to end. */
export function endingLooks(snapshot: Snapshot, environment: string): Look[] {
  return olderLooks(snapshot, environment, { kind: 'all', since: new Date(0).toISOString() })
}

/**
 * Ends the environments of pull requests that are closed: no deployment of ours stays active there, and when none is to come any more what is kept of
 * the environment goes, too, its lock with it. What others deployed there is theirs.
 */
export function endTransient({ seen, closed }: Deploying): Decision {
  return uniteDecisions(...closed.map((state) => end(seen, state)))
}

function end({ snapshot }: Seen, { rules, deployments, asked, observed, isUnreadable }: EnvironmentState): Decision {
  const { name, pullRequest = 0 } = rules
  const active = deployments.filter(({ isOurs, status }) => isOurs && status.state !== 'inactive')
  const actions: Action[] = active.slice(0, mostInactive).map(({ id }) => ({
    kind: 'say-deployment-status',
    deployment: id,
    state: 'inactive',
    description: words.closed(pullRequest),
  }))
  // What nobody can read may be somebody else's.
  const isKept = observed !== undefined && !isUnreadable
  if (isKept && asked === undefined && active.length <= mostInactive)
    actions.push({ kind: 'delete-record', repositoryId: snapshot.repositoryId, environment: name, observed })
  const ended = decided(actions.length === 0 ? [] : [reasons.environmentEnds(name, pullRequest)], actions)
  return asked === undefined ? ended : { ...ended, lookAgainAt: asked.until }
}
