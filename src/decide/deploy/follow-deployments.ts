import type { Action } from '../../model/action.js'
import { decided, uniteDecisions, type Decision } from '../../model/decision.js'
import { isBeside, isFinal, type Deployment } from '../../model/deployment.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/deploy.js'
import * as reasons from '../words/deploy-reasons.js'
import { closedOf, type Deploying } from './deploying.js'
import { allDeployments, type EnvironmentState } from './environment-state.js'

/** Of an environment that the configuration does not list any more. */
const usualTimeoutMs = 30 * 60_000

/** So many at a look; the rest goes at the next. */
const mostInactive = 10

/**
 * Sees to every deployment of ours until it is at its end: whatever a job of its own said of the same commit is said of ours, and
 * what says nothing more is an error in the end. What ran before a success is made inactive, in production too, where GitHub leaves it.
 */
export function followDeployments(deploying: Deploying): Decision {
  const { seen, states, now } = deploying
  const unfinished = allDeployments(seen.snapshot).filter(
    ({ isOurs, purpose, status, environment }) =>
      isOurs && purpose && !isFinal(status) && closedOf(deploying, environment) === undefined,
  )
  return uniteDecisions(
    ...unfinished.map((deployment) =>
      follow(seen, deployment, { state: states.find(({ rules }) => rules.name === deployment.environment), now }),
    ),
    ...states.map(retire),
  )
}

function follow(
  { snapshot }: Seen,
  deployment: Deployment,
  { state, now }: { readonly state: EnvironmentState | undefined; readonly now: Date },
): Decision {
  const say = (state: 'success' | 'failure' | 'error', description: string): Action => ({
    kind: 'say-deployment-status',
    deployment: deployment.id,
    state,
    description,
  })
  const ended = [reasons.deploymentEnded(deployment)]
  const twin = allDeployments(snapshot).find((other) => isByJob(other, deployment))
  if (twin !== undefined) {
    const { state, description } = twin.status
    if (state === 'success' || state === 'failure' || state === 'error')
      return decided(ended, [say(state, description || words.saidByJob(twin.id))])
  }
  const timeoutMs = state?.rules.timeoutMs ?? usualTimeoutMs
  const end = Date.parse(deployment.createdAt) + timeoutMs
  if (now.getTime() >= end) return decided(ended, [say('error', words.timedOut(timeoutMs))])

  return { ...decided([]), lookAgainAt: new Date(end).toISOString() }
}

/** A job with an `environment:` of its own makes a deployment beside ours. */
function isByJob(other: Deployment, ours: Deployment): boolean {
  return !other.isOurs && isBeside(other, ours) && isFinal(other.status)
}

/** What is behind a success of ours does not run any more; what others deploy beside each other is left to them. */
function retire({ live, deployments }: EnvironmentState): Decision {
  if (live === undefined) return decided([])
  // A job's own lies before the one of ours that the job carried out.
  const ours = deployments.find((one) => one.isOurs && one.status.state === 'success' && isBeside(live, one))
  if (ours === undefined) return decided([])
  const older = deployments.slice(deployments.indexOf(ours) + 1).filter(({ status }) => status.state === 'success')
  return decided(
    [],
    older.slice(0, mostInactive).map(({ id }) => ({
      kind: 'say-deployment-status',
      deployment: id,
      state: 'inactive',
      description: words.replaced(live.sha),
    })),
  )
}
