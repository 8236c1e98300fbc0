import type { Gate } from '../../../model/gate.js'
import type { Seen } from '../../release/seen.js'
import type { EnvironmentState } from '../environment-state.js'
import type { Request } from '../request.js'

/** All that gates judge by. */
export interface GateFacts {
  readonly seen: Seen
  readonly request: Request
  readonly environment: EnvironmentState
  /** The environment in which the commit must have run; undefined where there is none. */
  readonly before: EnvironmentState | undefined
  readonly now: Date
}

/** A condition, judged by what was observed; undefined where it does not apply. */
export type JudgeGate = (facts: GateFacts) => Gate | undefined
