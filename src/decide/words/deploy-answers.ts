import { shortSha, type Sha } from '../../model/commit.js'
import type { Deployment } from '../../model/deployment.js'
import type { Lock } from '../../model/lock.js'
import { locked } from './gates.js'

/** What is answered to commands that are about environments. People are named, never pinged. */

export function unknownEnvironment(name: string, known: readonly string[]): string {
  if (known.length === 0) return `Nothing was done: there is no environment \`${name}\` any more.`
  return `Nothing was done: there is no environment \`${name}\`. There ${known.length === 1 ? 'is' : 'are'} ${known.map((one) => `\`${one}\``).join(', ')}.`
}

/** Of a transient environment, in an issue. */
export function oneForEach(name: string): string {
  return `Nothing was done: there is one \`${name}\` for each pull request. Write this in the pull request that it is about, while it is open.`
}

export function belongsTo(environment: string, pullRequest: number): string {
  return `Nothing was done: \`${environment}\` is the environment of #${pullRequest}. Write this there, while it is open.`
}

/** Of the environment of a pull request that is closed. */
export function isOver(environment: string, pullRequest: number): string {
  return `Nothing more is done in **${environment}**: #${pullRequest} is closed.`
}

export function runsHeadAlone(environment: string, pullRequest: number): string {
  return `Nothing was done: **${environment}** runs the head of #${pullRequest}, and no other commit or version.`
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

/** What a reply of ours says, without its hidden first line. */
export function waitsSaid(body: string): string {
  return body.slice(body.indexOf('\n') + 1).trimEnd()
}

export interface EnvironmentStanding {
  readonly rules: { readonly name: string }
  readonly live: Deployment | undefined
  readonly running: Deployment | undefined
  readonly lock: Lock | undefined
}

/** What runs in each environment. */
export function environmentTable(environments: readonly EnvironmentStanding[]): string {
  const rows = environments.map((one) => `| ${one.rules.name} | ${runsThere(one)} | ${holdsIt(one)} |`)
  return ['| environment | runs | lock |', '|---|---|---|', ...rows].join('\n')
}

function runsThere({ live, running }: EnvironmentStanding): string {
  const now =
    live === undefined
      ? 'nothing that a deployment tells of'
      : `${shortSha(live.sha)}${askedIn(live)} since ${live.status.at}`
  return running === undefined ? now : `${now}; ${shortSha(running.sha)}${askedIn(running)} is being deployed`
}

function askedIn({ purpose }: Deployment): string {
  return purpose?.thread === undefined ? '' : ` (#${purpose.thread})`
}

function holdsIt({ lock, rules }: EnvironmentStanding): string {
  return lock === undefined ? '' : locked(rules.name, lock)
}

interface Listed {
  readonly name: string
  readonly isTransient: boolean
}

export function help(environments: readonly Listed[], prefix: string | undefined): string {
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
    `Environments: ${environments.map(listed).join(', ')}.`,
    '',
    '| command | what it does |',
    '|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n')
}

function listed({ name, isTransient }: Listed): string {
  return isTransient ? `\`${name}\` (one for each pull request)` : `\`${name}\``
}

function escapeCode(text: string): string {
  return text.replace(/[`\r\n]/g, '')
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
