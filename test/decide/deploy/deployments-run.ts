import { runDeployments } from '../../../src/decide/deploy/run-deployments.js'
import type { Action } from '../../../src/model/action.js'
import { parseCommandReply, printCommandReply, type AcceptedDeployment } from '../../../src/model/command-reply.js'
import type { Comment } from '../../../src/model/comment.js'
import { readConfig } from '../../../src/model/config.js'
import type { Deployment } from '../../../src/model/deployment.js'
import { noRecord, type EnvironmentRecord } from '../../../src/model/environment-record.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { head as mainHead, now, quiet, sha } from '../snapshots.js'
import { deployable, head } from './deployable.js'

export function ago(minutes: number): string {
  return new Date(now.getTime() - minutes * 60_000).toISOString()
}

export function said(id: number, body: string, minutes = 1): Comment {
  const author = { login: 'maya', isBot: false }
  return { id, author, isOurs: false, body, createdAt: ago(minutes), edited: false, url: '' }
}

const accepted: AcceptedDeployment = {
  kind: 'deploy',
  task: 'deploy',
  environment: 'staging',
  sha: head,
  login: 'maya',
  from: 'head',
  stage: 'starting',
  at: ago(0.5),
}

export function replied(change: Partial<AcceptedDeployment>, edited = false): Comment {
  const body = printCommandReply({ comment: 1, accepted: { ...accepted, ...change } }, 'Deploying.')
  return { ...said(2, body), author: { login: 'landfall', isBot: true }, isOurs: true, edited }
}

export function deployment(state: Deployment['status']['state'], change: Partial<Deployment> = {}): Deployment {
  const status = { state, at: ago(2), description: '', logUrl: undefined, environmentUrl: undefined }
  const purpose = { key: 'comment:1', task: 'deploy', thread: 5, by: 'maya' } as const
  const made = { id: 9, environment: 'staging', sha: head, tree: sha('1'), createdAt: ago(3), creator: 'landfall' }
  return { ...made, isOurs: true, purpose, status, ...change }
}

export const noneRead = { list: [], more: undefined, backTo: undefined }

export interface Given {
  readonly rules?: string
  readonly comments?: readonly Comment[]
  readonly deployments?: readonly Deployment[]
  readonly record?: Partial<EnvironmentRecord>
  readonly snapshot?: Partial<Snapshot>
}

export function run({ rules = '', comments = [], deployments = [], record, snapshot }: Given) {
  const read = readConfig(`environments:\n  staging: {${rules}}`)
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems))
  const subject = { kind: 'pull-request', state: 'open', isDraft: false } as const
  const talk = { number: 5, touchedAt: ago(1), isLocked: false, subject, comments }
  const seen: Snapshot = {
    ...quiet,
    talks: { list: [talk], more: undefined },
    rights: { maya: { push: true, maintain: true } },
    deployables: { 5: { ...deployable, comments } },
    conversations: { 5: comments },
    deployments,
    ...(record === undefined ? {} : { records: { staging: { oid: sha('9'), record: { ...noRecord, ...record } } } }),
    ...snapshot,
  }
  const branch = { name: 'main', head: mainHead, tree: sha('e') }
  return runDeployments({ snapshot: seen, branch, config: read.config }, now)
}

/** What is done, in a word each: of a reply the stage that its marker says and the beginning of its text. */
export function inWords(actions: readonly Action[]): string[] {
  return actions.map((action) => {
    switch (action.kind) {
      case 'post-comment':
      case 'edit-comment': {
        const stage = parseCommandReply(action.body)?.accepted
        const text = action.body.slice(action.body.indexOf('\n') + 1).split('\n')[0] ?? ''
        return `${action.kind} ${stage?.kind === 'deploy' ? stage.stage : '-'}: ${text.slice(0, 60)}`
      }
      case 'say-deployment-status':
        return `${action.state} on ${action.deployment}: ${action.description}`
      case 'write-record':
        return `record of ${action.environment}`
      default:
        return action.kind
    }
  })
}
