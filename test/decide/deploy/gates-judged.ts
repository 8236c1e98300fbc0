import { factsOf, readDeploying } from '../../../src/decide/deploy/deploying.js'
import { judgeGates } from '../../../src/decide/deploy/judge-gates.js'
import type { Request } from '../../../src/decide/deploy/request.js'
import { readConfig } from '../../../src/model/config.js'
import type { DeployableCommit, DeployablePullRequest, SeenCheck } from '../../../src/model/deployable.js'
import type { Deployment } from '../../../src/model/deployment.js'
import { noRecord, type EnvironmentRecord } from '../../../src/model/environment-record.js'
import type { GateCode } from '../../../src/model/gate.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { head as mainHead, quiet, sha } from '../snapshots.js'
import { deployable, head } from './deployable.js'

const now = new Date('2026-06-01T12:00:00Z')
export const commented = '2026-06-01T11:59:00Z'

export const green: SeenCheck = { name: 'build', isOurs: false, isRequired: true, state: 'success' }
export const mine: SeenCheck = { name: 'Landfall / preview', isOurs: true, isRequired: false, state: 'failure' }

export const pullRequest: DeployablePullRequest = { ...deployable, checks: { list: [green, mine], isWhole: true } }

export const request: Request = {
  task: 'deploy',
  key: 'comment:1',
  sha: head,
  tree: sha('1'),
  source: { kind: 'pull-request', pullRequest, isNamed: false },
  login: 'maya',
  thread: { number: 5, author: 'sam', approvals: [] },
  at: commented,
}

export interface Change {
  readonly pull?: Partial<DeployablePullRequest>
  readonly isNamed?: boolean
  readonly request?: Partial<Request>
  readonly snapshot?: Partial<Snapshot>
  readonly record?: Partial<EnvironmentRecord> | 'unreadable'
  readonly deployments?: readonly Deployment[]
  readonly at?: string
}

/** What one gate makes of a request that passes all of them, with something changed. */
export function judge(rules: string, change: Change, code: GateCode): string | undefined {
  const read = readConfig(`environments:\n  staging: {}\n  production: {${rules}}`)
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems))
  const { record } = change
  const seenRecord = { oid: sha('9'), record: record === 'unreadable' ? undefined : { ...noRecord, ...record } }
  const snapshot: Snapshot = {
    ...quiet,
    rights: { maya: { push: true, maintain: false } },
    deployments: change.deployments ?? [],
    ...(record === undefined ? {} : { records: { production: seenRecord } }),
    ...change.snapshot,
  }
  const branch = { name: 'main', head: mainHead, tree: sha('e') }
  const at = change.at === undefined ? now : new Date(change.at)
  const deploying = readDeploying({ snapshot, branch, config: read.config }, at)
  const environment = deploying.states.find(({ rules: { name } }) => name === 'production')
  if (environment === undefined) throw new Error('there is no production')
  const pull = { ...pullRequest, ...change.pull }
  const source = { kind: 'pull-request', pullRequest: pull, isNamed: change.isNamed ?? false } as const
  const facts = factsOf(deploying, environment, { ...request, source, ...change.request })
  const gate = judgeGates(facts).gates.find((one) => one.code === code)
  return gate && `${gate.verdict}: ${gate.observed}${gate.until === undefined ? '' : ` [${gate.until}]`}`
}

export function deployed(
  change: Partial<Omit<Deployment, 'status'>> & { state: Deployment['status']['state']; since?: string },
) {
  const { state, since = '2026-06-01T11:00:00Z', ...rest } = change
  const status = { state, at: since, description: '', logUrl: undefined, environmentUrl: undefined }
  const made = { id: 1, environment: 'staging', sha: head, tree: sha('1'), createdAt: '2026-06-01T10:00:00Z' }
  return { ...made, creator: 'landfall[bot]', isOurs: true, purpose: undefined, ...rest, status } satisfies Deployment
}

export function locked(
  owner: { kind: 'person'; login: string } | { kind: 'pull-request'; number: number },
  until?: string,
) {
  const lock = {
    owner,
    by: 'sam',
    reason: 'the *fair*',
    at: '2026-06-01T08:00:00Z',
    until,
    cause: 'command',
    comment: 3,
  }
  return { lock } as { lock: EnvironmentRecord['lock'] }
}

export const onMain: DeployableCommit = {
  sha: sha('2'),
  tree: sha('3'),
  isOnDefaultBranch: true,
  checks: { list: [green], isWhole: true },
}
export const named = (commit: DeployableCommit) =>
  ({ request: { sha: commit.sha, source: { kind: 'named', name: 'v1.0.0', commit } } }) as const

export const agreed = (...logins: string[]) => {
  const approvals = logins.map((login) => ({ environment: 'production', sha: head, login }))
  return { request: { thread: { number: 5, author: 'sam', approvals } } }
}
export const team = { teams: { releasers: { rita: true, ann: false } } }
export const rights = {
  rights: {
    maya: { push: true, maintain: true },
    sam: { push: true, maintain: true },
    rita: { push: true, maintain: false },
    ann: { push: true, maintain: true },
    eve: { push: false, maintain: false },
  },
}

export function checks(...list: SeenCheck[]): Change {
  return { pull: { checks: { list, isWhole: true } } }
}
