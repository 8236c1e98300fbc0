import { isFinal, type Deployment } from '../../model/deployment.js'
import type { Environment } from '../../model/environment.js'
import { noRecord, type EnvironmentRecord } from '../../model/environment-record.js'
import type { Lock } from '../../model/lock.js'
import type { Look, Snapshot } from '../../model/snapshot.js'
import type { Seen } from '../release/seen.js'

/** An environment as it stands: its rules, what was deployed there, and what the repository keeps of it. */
export interface EnvironmentState {
  readonly rules: Environment
  /** Newest first. */
  readonly deployments: readonly Deployment[]
  /** What runs there: the newest that succeeded and was not made inactive. */
  readonly live: Deployment | undefined
  /** One that is under way, whoever made it. */
  readonly running: Deployment | undefined
  /** A deployment that GitHub was asked for and that does not show yet: its key, and until when it may come (ISO 8601). */
  readonly asked: { readonly key: string; readonly until: string } | undefined
  /** The lock, unless its time is over. */
  readonly lock: Lock | undefined
  readonly record: EnvironmentRecord
  /** The commit that carries the record. */
  readonly observed: string | undefined
  /** There is a record that nobody can read. */
  readonly isUnreadable: boolean
}

/** So long a deployment is looked for that GitHub was asked for: reads lag, and an answer may be lost. */
export const seekMs = 60_000

/** So many deployments are in the first look, of all environments together. */
const firstPage = 30

export function readEnvironment({ snapshot }: Pick<Seen, 'snapshot'>, rules: Environment, now: Date): EnvironmentState {
  const deployments = deploymentsIn(snapshot, rules.name)
  const seen = snapshot.records?.[rules.name]
  const record = seen?.record ?? noRecord
  const { lock } = record
  return {
    rules,
    deployments,
    live: runsIn(snapshot, rules.name),
    running: deployments.find((deployment) => isUnderWay(deployment, rules.timeoutMs, now)),
    asked: askedIn(snapshot, record, now),
    lock: lock?.until !== undefined && Date.parse(lock.until) <= now.getTime() ? undefined : lock,
    record,
    observed: seen?.oid,
    isUnreadable: seen !== undefined && seen.record === undefined,
  }
}

function askedIn(snapshot: Snapshot, { claim }: EnvironmentRecord, now: Date): EnvironmentState['asked'] {
  if (claim === undefined || snapshot.notDeployed?.[claim.key] !== undefined) return undefined
  const until = new Date(Date.parse(claim.at) + seekMs)
  const shows = (snapshot.deployments ?? []).some(({ purpose }) => purpose?.key === claim.key)
  return shows || now >= until ? undefined : { key: claim.key, until: until.toISOString() }
}

/** When GitHub was asked for a deployment, or was about to be (ISO 8601); undefined where it was not. */
export function askedFor({ record: { claim }, deployments }: EnvironmentState, key: string): string | undefined {
  return claim?.key === key ? claim.at : deployments.find(({ purpose }) => purpose?.key === key)?.createdAt
}

/** Older deployments than those of the first look, where the first look does not reach back to what runs there. */
export function deploymentLooks({ snapshot }: Pick<Seen, 'snapshot'>, environments: readonly Environment[]): Look[] {
  const { deployments = [] } = snapshot
  if (deployments.length < firstPage) return []
  return environments
    .filter(({ name }) => snapshot.deploymentsOf?.[name] === undefined)
    .filter(({ name }) => !deployments.some((one) => one.environment === name && one.status.state === 'success'))
    .map(({ name }) => ({ kind: 'deployments', environment: name }))
}

/** What runs in an environment: the newest deployment that succeeded and was not made inactive. */
export function runsIn(snapshot: Snapshot, environment: string): Deployment | undefined {
  return deploymentsIn(snapshot, environment).find(({ status }) => status.state === 'success')
}

/** The newest deployments to an environment, newest first. */
export function deploymentsIn(snapshot: Snapshot, environment: string): readonly Deployment[] {
  const all = snapshot.deploymentsOf?.[environment] ?? snapshot.deployments ?? []
  return all.filter((one) => one.environment === environment)
}

/** Of one that nobody ever finished no more is to come once its time is over. */
function isUnderWay({ status, createdAt }: Deployment, timeoutMs: number, now: Date): boolean {
  return !isFinal(status) && now.getTime() - Date.parse(createdAt) < timeoutMs
}
