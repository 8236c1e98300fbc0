import { shortSha, type Sha } from '../../model/commit.js'
import type { Reason } from '../../model/decision.js'
import type { Deployment, Task } from '../../model/deployment.js'
import { printDuration } from '../../model/duration.js'
import type { Gate } from '../../model/gate.js'
import type { Lock } from '../../model/lock.js'
import type { Between } from '../../model/snapshot.js'
import { subjectOf } from '../../model/commit.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'
import { gateTable, locked } from './gates.js'

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

/** The rows of the gates, folded away once nothing depends on them any more. */
export function foldedGates(gates: readonly Gate[]): string {
  return `<details>\n<summary>${gates.length} gates passed</summary>\n\n${gateTable(gates)}\n\n</details>`
}

/** What was folded in a reply of ours, to be kept when the rest of it is written anew. */
export function foldedIn(body: string): string {
  const start = body.indexOf('<details>')
  return start < 0 ? '' : `\n\n${body.slice(start).trimEnd()}`
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

export function unknownEnvironment(name: string, known: readonly string[]): string {
  return `Nothing was done: there is no environment \`${name}\`. There ${known.length === 1 ? 'is' : 'are'} ${known.map((one) => `\`${one}\``).join(', ')}.`
}

export function malformed(nearest: readonly string[]): string {
  const forms = nearest.map((form) => `\`${form}\``).join(' or ')
  return `Nothing was done: that is no command. It would be ${forms}, alone on its line and once in a comment.`
}

export function several(): string {
  return 'Nothing was done: a comment holds one command. Write each in a comment of its own.'
}

export function deploymentsUnseen(): string {
  return 'Nothing was done: GitHub does not show Landfall the deployments of this repository. Whoever owns it has to grant the permission *deployments*, in the settings of the installation.'
}

export function saysNoCommit(environment: string, example: string): string {
  return `Nothing was done: which commit? In an open pull request it is its head; here it would be \`/deploy ${environment} ${example}\`.`
}

export function noCommit(name: string): string {
  return `Nothing was done: there is no tag and no commit \`${escapeCode(name)}\`, or more than one.`
}

export function waitsNowhere(environment: string): string {
  return `Nothing was approved: nothing waits for it in **${environment}**, in this thread.`
}

export function approved(environment: string, sha: Sha, login: string): string {
  return `${login} agrees to ${shortSha(sha)} in **${environment}**.`
}

export function mayNotApprove(environment: string, login: string): string {
  return `Nothing was approved: ${login} is not among those whose word counts for **${environment}**.`
}

export function ownApproval(environment: string, login: string): string {
  return `Nothing was approved: ${login} asked for it, or wrote it, and **${environment}** wants somebody else's word.`
}

export function mayNot(login: string): string {
  return `Nothing was done: ${login} may not push to this repository, and so may not say what runs where.`
}

export function nothingEarlier(environment: string): string {
  return `Nothing was rolled back: nothing else ran in **${environment}** before, as far as its deployments tell.`
}

export function neverRan(environment: string, sha: Sha): string {
  return `Nothing was rolled back: ${shortSha(sha)} never ran in **${environment}**. \`/deploy\` brings it there.`
}

export function runsAlready(environment: string, sha: Sha): string {
  return `Nothing was done: ${shortSha(sha)} runs in **${environment}** already.`
}

export function nowLocked(environment: string, lock: Lock): string {
  return `${upperFirst(locked(environment, lock))}.`
}

export function lockTaken(environment: string, lock: Lock): string {
  return `Nothing was done: ${locked(environment, lock)}.`
}

export function unlocked(environment: string): string {
  return `**${environment}** is not locked any more.`
}

export function wasNotLocked(environment: string): string {
  return `Nothing was done: **${environment}** is not locked.`
}

export function recordUnreadable(environment: string): string {
  return `Nothing was done: what the branch \`landfall/environment/${environment}\` says cannot be read. Delete the branch if nothing holds ${environment}.`
}

export function help(environments: readonly string[], prefix: string | undefined): string {
  const form = (words: string): string => `\`/${prefix === undefined ? '' : `${prefix} `}${words}\``
  const rows = [
    [
      form('deploy <environment>'),
      'the head of this pull request; `/deploy <environment> v1.2.0` a version, or a commit of the default branch',
    ],
    [form('rollback <environment>'), 'what ran there before, or the version that is named'],
    [form('approve <environment>'), 'agrees to what waits for it in this pull request'],
    [
      form('lock <environment> for 2h reason'),
      'keeps everybody else from deploying there; `for` and the reason may be left out',
    ],
    [form('unlock <environment>'), 'lets everybody deploy there again, and what deploys by itself'],
    [form('status'), 'where the change stands'],
    [form('why'), 'and why'],
  ]
  return [
    `Environments: ${environments.map((name) => `\`${name}\``).join(', ')}.`,
    '',
    '| command | what it does |',
    '|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n')
}

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

export function rolledBack(environment: string, sha: Sha): string {
  return `${shortSha(sha)} failed in ${environment}`
}

function sayGates(gates: readonly Gate[], verdict: Gate['verdict']): string {
  return gates
    .filter((gate) => gate.verdict === verdict)
    .map(({ code, observed }) => `${code} (${observed})`)
    .join('; ')
}

function escapeCode(text: string): string {
  return text.replace(/[`\r\n]/g, '')
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
