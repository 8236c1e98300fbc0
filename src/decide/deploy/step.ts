import type { Action, CreateDeployment } from '../../model/action.js'
import { decided, uniteDecisions, type Decision, type Reason } from '../../model/decision.js'
import type { Claim, EnvironmentRecord } from '../../model/environment-record.js'
import type { ForeseenPullRequest } from '../../model/job.js'
import type { Look } from '../../model/snapshot.js'
import type { Seen } from '../release/seen.js'
import type { EnvironmentState } from './environment-state.js'
import { commentOfKey } from './request.js'
import { writeRecord } from './write-record.js'

/** What is to be done about one command, or one environment. */
export interface Step {
  readonly looks?: readonly Look[]
  /** What changes in the records, by environment. */
  readonly records?: Readonly<Record<string, Partial<Omit<EnvironmentRecord, 'waiting'>>>>
  /** Where something begins to wait, and where nothing does any more. */
  readonly waiting?: readonly Waiting[]
  /** What is said; it carries the marker that drives the rest. */
  readonly replies?: readonly Action[]
  /** A deployment, which nobody may ask for twice; of two for one environment the second waits for another look. */
  readonly starts?: CreateDeployment
  readonly reasons?: readonly Reason[]
  /** ISO 8601. */
  readonly lookAgainAt?: string
  /** What will be asked about then. */
  readonly foreseen?: ForeseenPullRequest
}

interface Waiting {
  readonly environment: string
  readonly thread: number
  readonly isOver: boolean
}

/** What was written shows in what is read by then. */
const lagMs = 10_000

/**
 * Several steps as one decision: of each record one write, and in each environment one deployment, the first. It is claimed in the record before anything
 * else is done: whoever decided by what is not so any more, since reads lag or another worker was faster, cannot write there, and ends.
 */
export function uniteSteps(
  seen: Seen,
  states: readonly EnvironmentState[],
  steps: readonly Step[],
  now: Date,
): Decision {
  const later = new Date(now.getTime() + lagMs).toISOString()
  const claimed = new Map<string, string>()
  const locked = new Set<string>()
  const taken: Step[] = steps.map((step) => {
    const { starts } = step
    if (starts === undefined) {
      for (const [name, { lock }] of Object.entries(step.records ?? {})) if (lock !== undefined) locked.add(name)
      return step
    }
    // A lock that was asked for before is written first, and judged when it is seen.
    if (locked.has(starts.environment)) return { lookAgainAt: later }
    if (claimed.has(starts.environment)) return { lookAgainAt: later }
    claimed.set(starts.environment, starts.purpose.key)
    const { environment: name, purpose } = starts
    const { key, task, thread } = purpose
    const holds = task === 'rollback' && commentOfKey(key) !== undefined ? { holds: true as const } : {}
    const claim: Claim = { key, at: now.toISOString(), thread, ...holds }
    const change = { ...step.records?.[name], claim }
    return { ...step, records: { ...step.records, [name]: change }, lookAgainAt: later }
  })
  const changes = new Map<string, Partial<EnvironmentRecord>>()
  for (const { records = {} } of taken)
    for (const [name, change] of Object.entries(records)) changes.set(name, { ...changes.get(name), ...change })
  for (const { rules, record } of states) {
    const waiting = waitingThen(
      record.waiting,
      taken.flatMap((step) => step.waiting ?? []).filter(({ environment }) => environment === rules.name),
    )
    if (waiting !== undefined) changes.set(rules.name, { ...changes.get(rules.name), waiting })
  }
  const records = new Map(
    states.flatMap((state) => {
      const { name } = state.rules
      const change = changes.get(name)
      return change === undefined || state.isUnreadable
        ? []
        : [[name, writeRecord(seen, state, change, claimed.get(name))]]
    }),
  )
  const edits = ({ replies = [] }: Step) => replies.filter(({ kind }) => kind !== 'post-comment')
  const actions = [
    ...[...records].flatMap(([name, record]) => (claimed.has(name) ? [] : [record])),
    ...taken.flatMap((step) => (step.starts === undefined ? edits(step) : [])),
    // Each claim just before its deployment: where GitHub makes none, no other has been claimed that nobody asks for then.
    ...taken.flatMap((step) => {
      const { starts } = step
      return starts === undefined ? [] : [records.get(starts.environment) ?? [], edits(step), starts].flat()
    }),
    // A new reply tells what came of it, too: where GitHub makes no deployment it is decided anew, and nobody was told otherwise.
    ...taken.flatMap(({ replies = [] }) => replies.filter(({ kind }) => kind === 'post-comment')),
  ]
  const looks = taken.flatMap((step) => step.looks ?? [])
  const reasons = taken.flatMap((step) => step.reasons ?? [])
  const times = taken.flatMap(({ lookAgainAt, foreseen }) =>
    lookAgainAt === undefined ? [] : [{ ...decided([]), lookAgainAt, ...(foreseen ? { foreseen } : {}) }],
  )
  return uniteDecisions({ looks, actions: looks.length > 0 ? [] : actions, reasons }, ...times)
}

/** The threads in which something waits, whoever of several begins or ends; undefined where they are what they were. */
function waitingThen(before: readonly number[], changes: readonly Waiting[]): number[] | undefined {
  const of = (isOver: boolean) => changes.filter((one) => one.isOver === isOver).map(({ thread }) => thread)
  const [ended, begun] = [of(true), of(false)]
  const then = [...new Set([...before.filter((thread) => !ended.includes(thread)), ...begun])]
  return then.length === before.length && then.every((thread) => before.includes(thread)) ? undefined : then
}
