import { decided, uniteDecisions, wantsToSee, type Decision } from '../../model/decision.js'
import { isFinal } from '../../model/deployment.js'
import type { Snapshot } from '../../model/snapshot.js'
import { environmentNamed } from '../../model/transient-environment.js'
import type { Seen } from '../release/seen.js'
import * as reasons from '../words/deploy-reasons.js'
import { advance } from './advance.js'
import { answerCommand } from './answer-commands.js'
import { answerFailure } from './answer-failure.js'
import { commandsIn } from './commands-in.js'
import { namesOf, readDeploying } from './deploying.js'
import { dispatchWorkflow } from './dispatch-workflow.js'
import { endingLooks, endTransient } from './end-transient.js'
import { claimLooks, deploymentLooks, openClaim } from './environment-state.js'
import { followDeployments } from './follow-deployments.js'
import { holdRollback } from './hold-rollback.js'
import { inFlightIn, inFlightLooks } from './in-flight.js'
import { keepRecord } from './keep-records.js'
import { promote } from './promote.js'
import { settleClaim } from './settle-claim.js'
import { uniteSteps } from './step.js'
import { readTransient } from './transient-environments.js'

/** So long what was claimed last is looked for in an environment that is not listed any more, and of which nobody notes anything. */
const forgottenMs = 24 * 60 * 60_000

/** The environments that are not listed any more, and in which something was claimed lately. */
function forgottenIn({ snapshot, config }: Seen, now: Date): string[] {
  const listed = namesOf(config)
  return Object.keys(snapshot.records ?? {}).filter((name) => {
    if (listed.includes(name) || environmentNamed(name, config.environments) !== undefined) return false
    const claim = openClaim(snapshot, name)
    return claim !== undefined && now.getTime() - Date.parse(claim.at) < forgottenMs
  })
}

/** Whether there is something to be seen to its end, though no environment is listed any more. */
function isUnderWay(snapshot: Snapshot): boolean {
  const { deployments = [] } = snapshot
  const ours = deployments.some(({ isOurs, purpose, status }) => isOurs && purpose !== undefined && !isFinal(status))
  return ours || inFlightIn(snapshot).length > 0
}

/**
 * All that is to be done about environments: what was agreed on goes a step further, commands are answered, what was merged or released is
 * deployed by itself, and every deployment is seen to its end.
 */
export function runDeployments(seen: Seen, now: Date): Decision {
  const { snapshot, config } = seen
  const transient = readTransient(seen, now)
  const lasting = config.environments.filter(({ isTransient }) => !isTransient)
  const closed = namesOf({ environments: transient.closed })
  // What is to be seen of all of them is seen at once: a look has so many rounds and no more.
  const ofPullRequests = [...namesOf({ environments: [...transient.open, ...transient.unseen] }), ...closed]
  const known = [...namesOf({ environments: lasting }), ...ofPullRequests]
  const forgotten = forgottenIn(seen, now)
  if (config.environments.length === 0 && forgotten.length === 0 && !isUnderWay(snapshot)) return decided([])
  const looks = [
    ...transient.looks,
    ...deploymentLooks(seen, namesOf({ environments: [...lasting, ...transient.busy] })),
    ...[...ofPullRequests, ...forgotten].flatMap((name) => claimLooks(snapshot, name)),
    ...closed.flatMap((name) => endingLooks(snapshot, name)),
    ...inFlightLooks(snapshot, [...known, ...forgotten], now),
  ]
  if (looks.length > 0) return wantsToSee(...looks)

  const deploying = readDeploying(seen, now, transient)
  const { states } = deploying
  const commands = commandsIn(seen, now)
  if (snapshot.deployments === undefined) {
    const answers = commands.map((asked) => answerCommand(deploying, asked))
    return uniteDecisions(decided([reasons.unseen()]), uniteSteps(seen, states, answers, now))
  }
  const inFlight = inFlightIn(snapshot)
  const steps = [
    ...states.map((state) => settleClaim(deploying, state)),
    ...states.map((state) => holdRollback(deploying, state)),
    ...inFlight.map((one) => advance(deploying, one)),
    ...states.map((state) => keepRecord(deploying, state, inFlight)),
    ...states.map((state) => answerFailure(deploying, state)),
    ...states.map((state) => dispatchWorkflow(deploying, state)),
    ...commands.map((asked) => answerCommand(deploying, asked)),
    ...states.map((state) => promote(deploying, state)),
  ]
  return uniteDecisions(uniteSteps(seen, states, steps, now), followDeployments(deploying), endTransient(deploying))
}
