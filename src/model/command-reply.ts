import * as z from 'zod'
import type { Task } from './deployment.js'
import { parseVersion, type Version } from './version.js'
import type { Sha } from './commit.js'

/**
 * What our reply to a command carries, hidden: the comment that it answers, and what was agreed on. It counts only while nobody
 * edited the reply.
 */
export interface CommandReply {
  readonly comment: number
  readonly accepted: Accepted | undefined
}

export type Accepted =
  | { readonly kind: 'release-as'; readonly version: Version; readonly login: string }
  | { readonly kind: 'release-refresh' }
  | AcceptedDeployment
  | { readonly kind: 'approve'; readonly environment: string; readonly sha: Sha; readonly login: string }

/** A deployment, or a rollback, of exactly this commit. */
export interface AcceptedDeployment {
  readonly kind: 'deploy'
  readonly task: Task
  readonly environment: string
  readonly sha: Sha
  readonly login: string
  /** The head of the pull request in whose thread it was asked for, a commit that was named, or one that ran there before. */
  readonly from: 'head' | 'named' | 'earlier'
  /** How far it is: it waits for a gate, GitHub is asked for the deployment, that is followed, or nothing more is to come. */
  readonly stage: 'waiting' | 'starting' | 'running' | 'ended'
  /** When it waits no longer, or when GitHub was asked (ISO 8601); of the other stages the moment at which they began. */
  readonly at: string
}

const pattern = /^<!-- landfall:reply comment=(\d{1,16})((?: [\w-]+(?:=[^\s<>]{1,100})?){0,8}) -->\r?\n/

/** The text of a reply: the marker is its first line, and people see the rest. */
export function printCommandReply({ comment, accepted }: CommandReply, text: string): string {
  const what = accepted === undefined ? [] : fieldsOf(accepted)
  return `<!-- landfall:reply ${[`comment=${comment}`, ...what].join(' ')} -->\n${text}`
}

/** What a comment of ours answers; undefined where it is no reply. The pair of {@link printCommandReply}. */
export function parseCommandReply(body: string): CommandReply | undefined {
  const [, comment, rest = ''] = pattern.exec(body) ?? []
  if (comment === undefined) return undefined
  const fields = Object.fromEntries(
    rest
      .trim()
      .split(' ')
      .map((field) => {
        const [name = '', ...value] = field.split('=')
        return [name, value.join('=')]
      }),
  )
  return { comment: Number(comment), accepted: readAccepted(fields) }
}

function fieldsOf(accepted: Accepted): string[] {
  switch (accepted.kind) {
    case 'release-as':
      return [`as=${accepted.version}`, `by=${accepted.login}`]
    case 'release-refresh':
      return ['refresh']
    case 'deploy': {
      const { task, environment, sha, login, from, stage, at } = accepted
      return [`${task}=${environment}`, `sha=${sha}`, `by=${login}`, `from=${from}`, `stage=${stage}`, `at=${at}`]
    }
    case 'approve':
      return [`approve=${accepted.environment}`, `sha=${accepted.sha}`, `by=${accepted.login}`]
  }
}

const login = z.string().regex(/^[\w-]{1,100}$/)
const sha = z.string().regex(/^[0-9a-f]{40,64}$/)
const stage = z.enum(['waiting', 'starting', 'running', 'ended'])
const deploySchema = z.object({
  sha,
  by: login,
  from: z.enum(['head', 'named', 'earlier']),
  stage,
  at: z.iso.datetime(),
})
const approveSchema = z.object({ approve: z.string().min(1), sha, by: login })

function readAccepted(fields: Readonly<Record<string, string>>): Accepted | undefined {
  if ('refresh' in fields) return { kind: 'release-refresh' }
  const { as, by } = fields
  if (as !== undefined) {
    const version = parseVersion(as)
    if (version === undefined || !login.safeParse(by).success) return undefined
    return { kind: 'release-as', version, login: by ?? '' }
  }
  const approve = approveSchema.safeParse(fields).data
  if (approve) return { kind: 'approve', environment: approve.approve, sha: approve.sha, login: approve.by }
  const environment = fields['deploy'] ?? fields['rollback']
  const deploy = deploySchema.safeParse(fields).data
  if (environment === undefined || environment === '' || deploy === undefined) return undefined
  const task = fields['deploy'] === undefined ? 'rollback' : 'deploy'
  return {
    kind: 'deploy',
    task,
    environment,
    sha: deploy.sha,
    login: deploy.by,
    from: deploy.from,
    stage: deploy.stage,
    at: deploy.at,
  }
}
