import type { Snapshot } from '../../model/snapshot.js'
import type { Deploying } from './deploying.js'
import type { EnvironmentState } from './environment-state.js'
import type { InFlight } from './in-flight.js'
import type { Step } from './step.js'

/** A lock ends with the pull request that owns it, and a record names no thread in which nothing waits. */
export function keepRecord(
  { seen: { snapshot } }: Deploying,
  environment: EnvironmentState,
  inFlight: readonly InFlight[],
): Step {
  const { lock, record, rules } = environment
  const stale: Step = {
    waiting: record.waiting
      .filter((number) => !inFlight.some((one) => one.thread === number && one.accepted.environment === rules.name))
      .map((thread) => ({ environment: rules.name, thread, isOver: true })),
  }
  // What a failure or a rollback holds stays so until somebody says that it may go on.
  if (lock?.owner.kind !== 'pull-request' || lock.cause !== 'command') return stale
  const isOpen = isPullRequestOpen(snapshot, lock.owner.number)
  if (isOpen === undefined) return { looks: [{ kind: 'deployable', pullRequest: lock.owner.number }] }
  if (isOpen) return stale
  return { ...stale, records: { [rules.name]: { lock: undefined } } }
}

/** Undefined where nothing that was seen tells. */
function isPullRequestOpen({ talks, openPullRequests, deployables }: Snapshot, number: number): boolean | undefined {
  const talk = talks.list.find((one) => one.number === number)
  if (talk?.subject.kind === 'pull-request') return talk.subject.state === 'open'
  if (openPullRequests.list.some((one) => one.number === number)) return true
  if (openPullRequests.more === undefined) return false
  const seen = deployables?.[number]
  return seen === undefined ? undefined : seen !== 'missing' && seen.state === 'open'
}
