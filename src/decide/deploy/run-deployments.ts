import { decided, uniteDecisions, wantsToSee, type Decision } from '../../model/decision.js'
import { isFinal } from '../../model/deployment.js'
import type { Snapshot } from '../../model/snapshot.js'
import type { Seen } from '../release/seen.js'
import * as reasons from '../words/deploy-reasons.js'
import { advance } from './advance.js'
import { answerCommand } from './answer-commands.js'
import { answerFailure } from './answer-failure.js'
import { commandsIn } from './commands-in.js'
import { readDeploying } from './deploying.js'
import { dispatchWorkflow } from './dispatch-workflow.js'
import { deploymentLooks } from './environment-state.js'
import { followDeployments } from './follow-deployments.js'
import { inFlightIn, inFlightLooks } from './in-flight.js'
import { keepRecord } from './keep-records.js'
import { promote } from './promote.js'
import { uniteSteps } from './step.js'

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
  if (config.environments.length === 0 && !isUnderWay(snapshot)) return decided([])
  const looks = [
    ...deploymentLooks(seen, config.environments),
    ...inFlightLooks(
      snapshot,
      config.environments.map(({ name }) => name),
      now,
    ),
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
    ...inFlight.map((one) => advance(deploying, one)),
    ...states.map((state) => keepRecord(deploying, state, inFlight)),
    ...states.map((state) => answerFailure(deploying, state)),
    ...states.map((state) => dispatchWorkflow(deploying, state)),
    ...commands.map((asked) => answerCommand(deploying, asked)),
    ...states.map((state) => promote(deploying, state)),
  ]
  return uniteDecisions(uniteSteps(seen, states, steps, now), followDeployments(seen, states, now))
}
