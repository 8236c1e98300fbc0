import { shortSha, subjectOf, type Sha } from '../../model/commit.js'
import type { Deployment, Task } from '../../model/deployment.js'
import { printDuration } from '../../model/duration.js'
import type { Gate } from '../../model/gate.js'
import type { Between } from '../../model/snapshot.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'
import { gateTable } from './gates.js'

/** What is said of deployments. People are named, never pinged. */

/** In characters; GitHub takes 140. */
const longestDescription = 140
const mostTakenOut = 20
const longestTitle = 100

export function deploymentDescription(task: Task, by: string, thread: number | undefined): string {
  const what = task === 'deploy' ? 'Deployed' : 'Rolled back'
  return shorten(`${what} for ${by}${thread === undefined ? '' : ` in #${thread}`}`, longestDescription)
}

export function dispatching(workflow: string): string {
  return shorten(`Dispatching ${workflow}`, longestDescription)
}

export function saidByJob(deployment: number): string {
  return `As deployment ${deployment} of the job's own environment says`
}

export function timedOut(timeoutMs: number): string {
  return `Nobody said how it ended within ${printDuration(timeoutMs)}`
}

export function replaced(sha: Sha): string {
  return `${shortSha(sha)} runs here now`
}

/** Of a pull request. */
export function closed(number: number): string {
  return `#${number} is closed`
}

/** The rows of the gates, folded away once nothing depends on them any more. */
export function foldedGates(gates: readonly Gate[]): string {
  return `<details>\n<summary>${gates.length} gates passed</summary>\n\n${gateTable(gates)}\n\n</details>`
}

/** What a reply of ours says behind its first paragraph, to be kept when that is written anew. */
export function restOf(body: string): string {
  const text = body.slice(body.indexOf('\n') + 1)
  const end = text.indexOf('\n\n')
  return end < 0 ? '' : text.slice(end).trimEnd()
}

export interface Asked {
  readonly task: Task
  readonly environment: string
  readonly sha: Sha
}

function doing({ task, sha, environment }: Asked): string {
  return task === 'deploy'
    ? `Deploying ${shortSha(sha)} to **${environment}**`
    : `Rolling **${environment}** back to ${shortSha(sha)}`
}

export function starting(asked: Asked, gates: readonly Gate[], takenOut: string): string {
  return `${doing(asked)}.${takenOut}${gates.length === 0 ? '' : `\n\n${foldedGates(gates)}`}`
}

/** What a rollback takes out of an environment. */
export function takenOut({ commits, total }: Between): string {
  if (total === 0) return ''
  const shown = commits.slice(-mostTakenOut).reverse()
  const lines = shown.map((commit) => `* ${escapeMarkdown(shorten(subjectOf(commit), longestTitle))}`)
  const more = total > shown.length ? [`* and ${total - shown.length} more`] : []
  return `\n\nThis takes ${total === 1 ? '1 commit' : `${total} commits`} out of it:\n\n${[...lines, ...more].join('\n')}`
}

export function waits(asked: Asked, gates: readonly Gate[], until: string): string {
  return `${doing(asked)} once what is missing is there, or not at all after ${until}.\n\n${gateTable(gates)}`
}

export function refused(asked: Pick<Asked, 'task' | 'environment'>, gates: readonly Gate[]): string {
  const what =
    asked.task === 'deploy' ? `deployed to **${asked.environment}**` : `rolled back in **${asked.environment}**`
  return `Nothing was ${what}.\n\n${gateTable(gates)}`
}

export function expired(asked: Asked, gates: readonly Gate[]): string {
  return `Nothing was deployed to **${asked.environment}**: this waited long enough. If it still holds, write the command again.\n\n${gateTable(gates)}`
}

export function notMade(asked: Asked, detail: string): string {
  return `Nothing was deployed to **${asked.environment}**: GitHub made no deployment of ${shortSha(asked.sha)}, and says: ${escapeMarkdown(shorten(detail, 300))}`
}

export function unknown(asked: Asked): string {
  return `**It is not known whether ${shortSha(asked.sha)} is being deployed to ${asked.environment}**: GitHub was asked, or was about to be, and no deployment is to be seen. It is not asked again by itself. Look at the deployments of the repository, and write the command again if there is none.`
}

/** What became of a commit that was to be deployed. */
export type NothingLeft = 'commit-gone' | 'pull-request-gone' | 'pull-request-closed'

export function nothingToDeploy({ environment, sha }: Asked, left: NothingLeft): string {
  const becauses = {
    'commit-gone': `GitHub does not show ${shortSha(sha)} any more`,
    'pull-request-gone': 'GitHub does not show this pull request any more',
    'pull-request-closed': 'this pull request is not open any more',
  } as const
  return `Nothing was deployed to **${environment}**: ${becauses[left]}.`
}

export function gone(asked: Asked): string {
  return `The deployment of ${shortSha(asked.sha)} to **${asked.environment}** is gone: somebody deleted it.`
}

export function running(asked: Asked, { status }: Deployment): string {
  const states = {
    created: 'nobody has taken it up yet',
    queued: 'queued',
    pending: 'pending',
    waiting: 'waiting',
    in_progress: 'in progress',
    success: '',
    failure: '',
    error: '',
    inactive: '',
  } as const
  return `${doing(asked)}: ${states[status.state]}${links(status)}.`
}

export function ended(asked: Asked, { status }: Deployment): string {
  const { sha, environment } = asked
  switch (status.state) {
    case 'success':
      return `${shortSha(sha)} runs in **${environment}**${links(status)}.`
    case 'inactive':
      return `${shortSha(sha)} ran in **${environment}**, and was replaced${links(status)}.`
    default:
      return `**${environment}** does not run ${shortSha(sha)}: the deployment ended with ${status.state}${description(status)}${links(status)}.`
  }
}

/** What was deployed to an environment that ended with its pull request. */
export function endedWith({ sha, environment }: Asked, pullRequest: number): string {
  return `The deployment of ${shortSha(sha)} to **${environment}** is over: ${closed(pullRequest)}.`
}

function description({ description }: Deployment['status']): string {
  return description === '' ? '' : ` (${escapeMarkdown(shorten(description, longestDescription))})`
}

function links({ logUrl, environmentUrl }: Deployment['status']): string {
  const all = [
    ...(isLink(environmentUrl) ? [`<${environmentUrl}>`] : []),
    ...(isLink(logUrl) ? [`[log](<${logUrl}>)`] : []),
  ]
  return all.length === 0 ? '' : `, ${all.join(', ')}`
}

/** Whoever reports a status gives its links: nothing but a plain address becomes one. */
function isLink(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\/[^\s<>()[\]`\\]+$/.test(url)
}
