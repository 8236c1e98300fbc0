import * as words from '../words/deploy.js'
import type { Deploying } from './deploying.js'
import type { EnvironmentState } from './environment-state.js'
import type { Step } from './step.js'

/**
 * Hands a deployment of ours to its workflow, once: the record says that it was, and is written before, by compare-and-swap. That nobody has said anything of
 * the deployment yet is no sign that it was not: reads lag.
 */
export function dispatchWorkflow(
  { seen }: Deploying,
  { rules, running, record, isUnreadable }: EnvironmentState,
): Step {
  const { workflow, name } = rules
  if (workflow === undefined || isUnreadable || running?.purpose === undefined || !running.isOurs) return {}
  const { id, status, environment, sha } = running
  if (status.state !== 'created' || record.dispatched === id) return {}
  return {
    records: { [name]: { dispatched: id } },
    replies: [
      { kind: 'say-deployment-status', deployment: id, state: 'queued', description: words.dispatching(workflow) },
      {
        kind: 'dispatch-workflow',
        workflow,
        branch: seen.branch.name,
        inputs: { environment, sha, deployment: String(id) },
        deployment: id,
      },
    ],
  }
}
