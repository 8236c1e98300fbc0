import type { Config } from '../../model/config.js'
import type { Environment } from '../../model/environment.js'
import type { Seen } from '../release/seen.js'
import { readEnvironment, type EnvironmentState } from './environment-state.js'
import type { GateFacts } from './gates/gate-facts.js'
import type { Request } from './request.js'

/** All environments as they stand, at one moment. */
export interface Deploying {
  readonly seen: Seen
  readonly states: readonly EnvironmentState[]
  readonly now: Date
}

export function readDeploying(seen: Seen, now: Date): Deploying {
  return { seen, states: seen.config.environments.map((rules) => readEnvironment(seen, rules, now)), now }
}

/** The environments that a configuration lists. */
export function namesOf({ environments }: Pick<Config, 'environments'>): string[] {
  return environments.map(({ name }) => name)
}

export function stateOf({ states }: Deploying, name: string): EnvironmentState | undefined {
  return states.find(({ rules }) => rules.name === name)
}

export function factsOf(deploying: Deploying, environment: EnvironmentState, request: Request): GateFacts {
  const { seen, now } = deploying
  return { seen, request, environment, before: environmentBefore(deploying, environment.rules), now }
}

export function environmentBefore(deploying: Deploying, { after }: Environment): EnvironmentState | undefined {
  return after === undefined ? undefined : stateOf(deploying, after)
}
