import type { CreateDeployment } from '../../model/action.js'
import type { Environment } from '../../model/environment.js'
import * as words from '../words/deploy.js'
import type { Request } from './request.js'

/** GitHub's own default for what counts as production. */
const production = /^prod(?:uction)?$/i

/** Asks GitHub for the deployment. Whoever wants this done says so beforehand where it lasts, since nobody may ask twice. */
export function startDeployment(request: Request, { name, isTransient }: Environment): CreateDeployment {
  const { key, task, sha, login, source, issue } = request
  const thread = issue ?? request.thread?.number
  return {
    kind: 'create-deployment',
    environment: name,
    sha,
    purpose: { key, task, thread, by: login ?? key, ...(issue === undefined ? {} : { isIssue: true }) },
    description: words.deploymentDescription(task, login ?? key, thread),
    headOf: source.kind === 'pull-request' ? source.pullRequest.number : undefined,
    isProduction: !isTransient && production.test(name),
    isTransient,
  }
}
