import { isFinal, type Deployment } from '../../model/deployment.js'
import { deploymentsAtOnce, findDeployment, mayBeBehind, type Sought } from '../../model/deployments-read.js'
import type { Environment } from '../../model/environment.js'
import { noRecord, type Claim, type EnvironmentRecord } from '../../model/environment-record.js'
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

/** Two clocks may differ by so much. */
const skewMs = 60_000

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
    asked: askedIn(snapshot, rules.name, record, now),
    lock: lock?.until !== undefined && Date.parse(lock.until) <= now.getTime() ? undefined : lock,
    record,
    observed: seen?.oid,
    isUnreadable: seen !== undefined && seen.record === undefined,
  }
}

function askedIn(
  snapshot: Snapshot,
  environment: string,
  { claim }: EnvironmentRecord,
  now: Date,
): EnvironmentState['asked'] {
  if (claim === undefined || snapshot.notDeployed?.[claim.key] !== undefined) return undefined
  const until = new Date(Date.parse(claim.at) + seekMs)
  const shows = findDeployment(deploymentsIn(snapshot, environment), soughtBy(claim)) !== undefined
  return shows || now >= until ? undefined : { key: claim.key, until: until.toISOString() }
}

/** When GitHub was asked for a deployment, or was about to be (ISO 8601); undefined where it was not. */
export function askedFor({ record: { claim }, deployments }: EnvironmentState, key: string): string | undefined {
  return claim?.key === key ? claim.at : deployments.find(({ purpose }) => purpose?.key === key)?.createdAt
}

/** Older deployments than those of the first look, where that does not reach back to what runs there, or to what was claimed last. */
export function deploymentLooks({ snapshot }: Pick<Seen, 'snapshot'>, environments: readonly string[]): Look[] {
  return environments.flatMap((name) => [
    ...olderLooks(snapshot, name, { kind: 'live' }),
    ...claimLooks(snapshot, name),
  ])
}

/** The deployment that was claimed last, where it is not over and lies behind those of the first look. */
export function claimLooks(snapshot: Snapshot, environment: string): Look[] {
  const claim = openClaim(snapshot, environment)
  return claim === undefined ? [] : olderLooks(snapshot, environment, soughtBy(claim))
}

/** The newest claim in an environment, unless nothing more is to come of it. */
export function openClaim({ records }: Snapshot, environment: string): Claim | undefined {
  const claim = records?.[environment]?.record?.claim
  return claim?.isOver === true ? undefined : claim
}

export function soughtBy({ key, at }: Pick<Claim, 'key' | 'at'>): Sought {
  return { kind: 'asked', key, since: new Date(Date.parse(at) - skewMs).toISOString() }
}

/** Older deployments to an environment than were read, where what is looked for may be among them. */
export function olderLooks(snapshot: Snapshot, environment: string, sought: Sought): Look[] {
  const { deployments = [], deploymentsOf } = snapshot
  const isCut = deployments.length >= deploymentsAtOnce
  const first = {
    list: deploymentsIn(snapshot, environment),
    backTo: isCut ? deployments.at(-1)?.createdAt : undefined,
  }
  return mayBeBehind(deploymentsOf?.[environment] ?? first, sought)
    ? [{ kind: 'deployments', environment, sought }]
    : []
}

/** What runs in an environment: the newest deployment that succeeded and was not made inactive. */
export function runsIn(snapshot: Snapshot, environment: string): Deployment | undefined {
  return findDeployment(deploymentsIn(snapshot, environment), { kind: 'live' })
}

/** The newest deployments to an environment, newest first. */
export function deploymentsIn(snapshot: Snapshot, environment: string): readonly Deployment[] {
  const all = snapshot.deploymentsOf?.[environment]?.list ?? snapshot.deployments ?? []
  return all.filter((one) => one.environment === environment)
}

/** All that were read, of whatever environment, newest first. */
export function allDeployments({ deployments = [], deploymentsOf = {} }: Snapshot): readonly Deployment[] {
  const read = Object.values(deploymentsOf).flatMap(({ list }) => list)
  if (read.length === 0) return deployments
  const byId = new Map([...deployments, ...read].map((one) => [one.id, one]))
  return [...byId.values()].sort((a, b) => b.id - a.id)
}

/** Of one that nobody ever finished no more is to come once its time is over. */
function isUnderWay({ status, createdAt }: Deployment, timeoutMs: number, now: Date): boolean {
  return !isFinal(status) && now.getTime() - Date.parse(createdAt) < timeoutMs
}
