import { decided, uniteDecisions, wantsToSee, type Decision } from '../../model/decision.js'
import { isFinal } from '../../model/deployment.js'
import type { Snapshot } from '../../model/snapshot.js'
import type { Seen } from '../release/seen.js'
import * as reasons from '../words/deploy-reasons.js'
import { advance } from './advance.js'
import { answerCommand } from './answer-commands.js'
import { answerFailure } from './answer-failure.js'
import { commandsIn } from './commands-in.js'
import { namesOf, readDeploying } from './deploying.js'
import { dispatchWorkflow } from './dispatch-workflow.js'
import { claimLooks, deploymentLooks, openClaim } from './environment-state.js'
import { followDeployments } from './follow-deployments.js'
import { holdRollback } from './hold-rollback.js'
import { inFlightIn, inFlightLooks } from './in-flight.js'
import { keepRecord } from './keep-records.js'
import { promote } from './promote.js'
import { settleClaim } from './settle-claim.js'
import { uniteSteps } from './step.js'

/** So long what was claimed last is looked for in an environment that is not listed any more, and of which nobody notes anything. */
const forgottenMs = 24 * 60 * 60_000

/** The environments that are not listed any more, and in which something was claimed lately. */
function forgottenIn(snapshot: Snapshot, listed: readonly string[], now: Date): string[] {
  return Object.keys(snapshot.records ?? {}).filter((name) => {
    const claim = openClaim(snapshot, name)
    return !listed.includes(name) && claim !== undefined && now.getTime() - Date.parse(claim.at) < forgottenMs
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
  const listed = namesOf(config)
  const forgotten = forgottenIn(snapshot, listed, now)
  if (listed.length === 0 && forgotten.length === 0 && !isUnderWay(snapshot)) return decided([])
  const looks = [
    ...deploymentLooks(seen, listed),
    ...forgotten.flatMap((name) => claimLooks(snapshot, name)),
    ...inFlightLooks(snapshot, [...listed, ...forgotten], now),
  ]
  if (looks.length > 0) return wantsToSee(...looks)

  const deploying = readDeploying(seen, now)
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
  return uniteDecisions(uniteSteps(seen, states, steps, now), followDeployments(seen, states, now))
}
