import * as z from 'zod'
import type { Sha } from './commit.js'

/** A deployment as GitHub has it, whoever made it. */
export interface Deployment {
  readonly id: number
  readonly environment: string
  readonly sha: Sha
  /** The tree of that commit: what runs is the same where the trees are. */
  readonly tree: Sha | undefined
  /** ISO 8601. */
  readonly createdAt: string
  /** Undefined where the account is gone. */
  readonly creator: string | undefined
  /** Whether this app made it. */
  readonly isOurs: boolean
  /** What it was made for, where we made it. */
  readonly purpose: Purpose | undefined
  readonly status: DeploymentStatus
}

export interface DeploymentStatus {
  /** `created` where nobody has said anything yet. */
  readonly state: DeploymentState
  /** When it was said, or the deployment was made (ISO 8601). */
  readonly at: string
  /** Text from outside: hostile until it is escaped. */
  readonly description: string
  readonly logUrl: string | undefined
  readonly environmentUrl: string | undefined
}

export type DeploymentState =
  'created' | 'queued' | 'pending' | 'waiting' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive'

/** What a deployment of ours is for; it is kept in the deployment's payload. */
export interface Purpose {
  /** Of all deployments that were ever asked for, this one: `comment:123`, `release:v1.2.0`, `merge:<sha>`, `failure:456`. */
  readonly key: string
  readonly task: Task
  /** The thread in which it was asked for, or is told of. */
  readonly thread: number | undefined
  /** Whether that is an issue, which has no commit of its own. */
  readonly isIssue?: true | undefined
  /** Who asked, or what: a login, or `release v1.2.0`. */
  readonly by: string
}

export type Task = 'deploy' | 'rollback'

const payloadSchema = z.object({
  landfall: z.object({
    key: z.string(),
    task: z.enum(['deploy', 'rollback']),
    thread: z.number().int().optional(),
    isIssue: z.literal(true).optional(),
    by: z.string(),
  }),
})

/** The payload of a deployment of ours. */
export function printPurpose({ key, task, thread, isIssue, by }: Purpose): { readonly landfall: object } {
  const where = thread === undefined ? {} : { thread, ...(isIssue === true ? { isIssue } : {}) }
  return { landfall: { key, task, by, ...where } }
}

/** What a payload says of a deployment's purpose; undefined where it is not ours. The pair of {@link printPurpose}. */
export function parsePurpose(payload: string): Purpose | undefined {
  let value: unknown
  try {
    value = JSON.parse(payload)
    // GitHub gives a payload that was sent as a text as a text once more.
    if (typeof value === 'string') value = JSON.parse(value)
  } catch {
    return undefined
  }
  const { data } = payloadSchema.safeParse(value)
  return data && { ...data.landfall, thread: data.landfall.thread }
}

/** Whether it is a job's own, which an `environment:` of the job makes beside the deployment of ours that the job carries out. */
export function isBesideOurs(one: Deployment, all: readonly Deployment[]): boolean {
  return !one.isOurs && all.some((other) => other.isOurs && isBeside(one, other))
}

/** Whether one is what a job may have made that carried out the other. */
export function isBeside(one: Deployment, other: Deployment): boolean {
  return one.environment === other.environment && one.sha === other.sha && one.createdAt >= other.createdAt
}

/** Whether nothing more is to come of it. */
export function isFinal({ state }: DeploymentStatus): boolean {
  return ['success', 'failure', 'error', 'inactive'].includes(state)
}
