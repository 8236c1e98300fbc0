import { shortSha, type Sha } from '../../model/commit.js'
import type { Reason } from '../../model/decision.js'
import type { Deployment } from '../../model/deployment.js'
import type { Gate } from '../../model/gate.js'
import { shorten } from '../release/escape-markdown.js'

/** Why something is deployed, or is not. */

export function deploymentEnded({ environment, sha }: Pick<Deployment, 'environment' | 'sha'>): Reason {
  return { code: 'deployment-ended', text: `The deployment of ${shortSha(sha)} to ${environment} is at its end.` }
}

export function unseen(): Reason {
  return {
    code: 'deployments-unseen',
    text: 'GitHub does not show the deployments: the installation has to grant the permission "deployments".',
  }
}

export function deploys(environment: string, sha: Sha): Reason {
  return { code: 'deploys', text: `${shortSha(sha)} is deployed to ${environment}.` }
}

export function deployWaits(environment: string, sha: Sha, gates: readonly Gate[]): Reason {
  return { code: 'deploy-waits', text: `${shortSha(sha)} waits for ${environment}: ${sayGates(gates, 'wait')}.` }
}

export function deployRefused(environment: string, sha: Sha, gates: readonly Gate[]): Reason {
  return {
    code: 'deploy-refused',
    text: `${shortSha(sha)} is not deployed to ${environment}: ${sayGates(gates, 'refuse')}.`,
  }
}

export function takenAsItIs(environment: string): Reason {
  return {
    code: 'environment-held',
    text: `${environment} is taken as it is; what comes next is deployed there by itself.`,
  }
}

export function notKnown(environment: string, sha: Sha): Reason {
  return {
    code: 'environment-held',
    text: `It is not known whether ${shortSha(sha)} was deployed to ${environment}: GitHub was asked, or was about to be, and no deployment is to be seen. /deploy asks again.`,
  }
}

export function wouldGoBack(environment: string, sha: Sha, live: Sha): Reason {
  return {
    code: 'deploy-refused',
    text: `${shortSha(sha)} is not deployed to ${environment} by itself: ${shortSha(live)} runs there, and has more. /deploy does it all the same.`,
  }
}

export function promotionNotMade(environment: string, sha: Sha, detail: string): Reason {
  return {
    code: 'environment-held',
    text: `GitHub made no deployment of ${shortSha(sha)} to ${environment}: ${shorten(detail, 300)}`,
  }
}

export function rollsBack(sha: Sha): string {
  return `it is rolled back to ${shortSha(sha)}`
}

export function failed(environment: string, sha: Sha, then: string): Reason {
  return { code: 'environment-held', text: `The deployment of ${shortSha(sha)} to ${environment} failed: ${then}.` }
}

export function environmentEnds(environment: string, pullRequest: number): Reason {
  return { code: 'environment-ended', text: `${environment} is over: #${pullRequest} is closed.` }
}

export function rolledBack(environment: string, sha: Sha): string {
  return `${shortSha(sha)} failed in ${environment}`
}

function sayGates(gates: readonly Gate[], verdict: Gate['verdict']): string {
  return gates
    .filter((gate) => gate.verdict === verdict)
    .map(({ code, observed }) => `${code} (${observed})`)
    .join('; ')
}
