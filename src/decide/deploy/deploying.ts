import type { Config } from '../../model/config.js'
import type { Environment } from '../../model/environment.js'
import type { Seen } from '../release/seen.js'
import { readEnvironment, type EnvironmentState } from './environment-state.js'
import type { GateFacts } from './gates/gate-facts.js'
import type { Request } from './request.js'

/** All environments as they stand, at one moment; of those of pull requests the ones of which anything is known. */
export interface Deploying {
  readonly seen: Seen
  readonly states: readonly EnvironmentState[]
  /** Those of pull requests that are closed: nothing more is done there but to end them. */
  readonly closed: readonly EnvironmentState[]
  readonly now: Date
}

interface OfPullRequests {
  readonly open: readonly Environment[]
  readonly closed: readonly Environment[]
}

export function readDeploying(
  seen: Seen,
  now: Date,
  { open, closed }: OfPullRequests = { open: [], closed: [] },
): Deploying {
  const read = (rules: Environment): EnvironmentState => readEnvironment(seen, rules, now)
  const lasting = seen.config.environments.filter(({ isTransient }) => !isTransient)
  return { seen, states: [...lasting, ...open].map(read), closed: closed.map(read), now }
}

/** The environments that a configuration lists. */
export function namesOf({ environments }: Pick<Config, 'environments'>): string[] {
  return environments.map(({ name }) => name)
}

export function stateOf({ states }: Deploying, name: string): EnvironmentState | undefined {
  return states.find(({ rules }) => rules.name === name)
}

/** The environment of that name, if it is one whose pull request is closed. */
export function closedOf({ closed }: Deploying, name: string): EnvironmentState | undefined {
  return closed.find(({ rules }) => rules.name === name)
}

export function factsOf(deploying: Deploying, environment: EnvironmentState, request: Request): GateFacts {
  const { seen, now } = deploying
  return { seen, request, environment, before: environmentBefore(deploying, environment.rules), now }
}

export function environmentBefore(deploying: Deploying, { after }: Environment): EnvironmentState | undefined {
  return after === undefined ? undefined : stateOf(deploying, after)
}
