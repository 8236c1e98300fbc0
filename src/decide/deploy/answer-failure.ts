import { isBesideOurs, isFinal, type Deployment } from '../../model/deployment.js'
import type { Lock } from '../../model/lock.js'
import * as reasons from '../words/deploy-reasons.js'
import type { Deploying } from './deploying.js'
import type { EnvironmentState } from './environment-state.js'
import type { Request } from './request.js'
import { startDeployment } from './start-deployment.js'
import type { Step } from './step.js'

/** So often it is seen whether another deployment, which nobody tells of, is still under way. */
const againMs = 60_000

/** What the configuration has follow a deployment of ours that failed, once. Only the newest counts: what came after it was somebody's answer. */
export function answerFailure({ seen, now }: Deploying, environment: EnvironmentState): Step {
  const { rules, record, deployments, live, isUnreadable } = environment
  const newest = deployments.find((one) => !isBesideOurs(one, deployments))
  if (newest === undefined || isUnreadable || rules.onFailure === 'nothing' || !isFailure(newest)) return {}
  if (record.failure === newest.id || seen.snapshot.notDeployed?.[`failure:${newest.id}`] !== undefined) return {}
  const { name } = rules
  if (rules.onFailure === 'lock' || live === undefined || !live.isOurs || live.sha === newest.sha) {
    const lock = environment.lock ?? failureLock(newest, 'failure', now)
    return {
      records: { [name]: { lock, failure: newest.id } },
      reasons: [reasons.failed(name, newest.sha, `${name} is locked`)],
    }
  }
  if (environment.running !== undefined || environment.asked !== undefined)
    return { lookAgainAt: environment.asked?.until ?? new Date(now.getTime() + againMs).toISOString() }
  const request: Request = {
    task: 'rollback',
    key: `failure:${newest.id}`,
    sha: live.sha,
    tree: live.tree,
    source: { kind: 'earlier' },
    login: undefined,
    thread: undefined,
    at: now.toISOString(),
  }
  return {
    records: { [name]: { lock: environment.lock ?? failureLock(newest, 'rollback', now), failure: newest.id } },
    starts: startDeployment(request, rules),
    reasons: [reasons.failed(name, newest.sha, `${reasons.rollsBack(live.sha)}`)],
  }
}

function isFailure({ isOurs, purpose, status }: Deployment): boolean {
  return isOurs && purpose?.task === 'deploy' && isFinal(status) && ['failure', 'error'].includes(status.state)
}

/** It is the pull request's that failed, so that the next try of its own is let through; elsewhere it is the asker's. */
function failureLock({ sha, purpose, environment }: Deployment, cause: Lock['cause'], now: Date): Lock {
  const by = purpose?.by ?? ''
  const owner =
    purpose?.thread === undefined || purpose.isIssue === true || !purpose.key.startsWith('comment:')
      ? ({ kind: 'person', login: by } as const)
      : ({ kind: 'pull-request', number: purpose.thread } as const)
  const reason = reasons.rolledBack(environment, sha)
  return { owner, by, reason, at: now.toISOString(), until: undefined, cause, comment: undefined }
}
