import type { Environment } from '../../model/environment.js'
import { parseQuestions } from '../../model/question.js'
import type { Look, PullRequestStateSeen, Snapshot } from '../../model/snapshot.js'
import type { Talk } from '../../model/talk.js'
import { environmentNamed, environmentOf } from '../../model/transient-environment.js'
import type { Seen } from '../release/seen.js'
import { unansweredIn } from '../unanswered-in.js'
import { commandsIn } from './commands-in.js'
import { allDeployments, deploymentsIn } from './environment-state.js'
import { inFlightIn } from './in-flight.js'

/** What nobody answered for so long is answered no more. */
const dayMs = 24 * 60 * 60_000

/** The environments of pull requests of which anything is known, or is asked. */
export interface TransientEnvironments {
  readonly open: readonly Environment[]
  /** Those of pull requests that are closed, merged or not: they are to end. */
  readonly closed: readonly Environment[]
  /** Those among the open ones in which something is to be decided, so that it has to be known what runs there. */
  readonly busy: readonly Environment[]
  /** Those of which it is not known whether they are to end. */
  readonly unseen: readonly Environment[]
  /** What has to be seen before that is known. */
  readonly looks: readonly Look[]
}

/**
 * Each has a record, which is written before anything else is done and deleted when all is over; a deployment that somebody calls successful after that
 * tells of it, too.
 */
export function readTransient(seen: Seen, now: Date): TransientEnvironments {
  const { snapshot, config } = seen
  const listed = config.environments.filter(({ isTransient }) => isTransient)
  if (listed.length === 0) return { open: [], closed: [], busy: [], unseen: [], looks: [] }

  const asked = askedIn(seen, listed, now)
  const ours = allDeployments(snapshot).filter(({ isOurs, status }) => isOurs && status.state !== 'inactive')
  const flying = inFlightIn(snapshot).map(({ accepted }) => accepted.environment)
  const names = [...Object.keys(snapshot.records ?? {}), ...ours.map(({ environment }) => environment), ...flying]
  const known = names.flatMap((name) => environmentNamed(name, listed) ?? [])
  const all = [...new Map([...known, ...asked].map((one) => [one.name, one])).values()]

  const stateOf = ({ pullRequest }: Environment) => stateSeen(snapshot, pullRequest ?? 0)
  const unseen = all.filter((one) => stateOf(one) === undefined)
  const numbers = [...new Set(unseen.flatMap(({ pullRequest }) => pullRequest ?? []))]
  // One that GitHub does not show is not known to be over.
  const open = all.filter((one) => ['open', 'missing'].includes(stateOf(one) ?? ''))
  return {
    open,
    closed: all.filter((one) => isOver(stateOf(one))),
    busy: open.filter((one) => asked.includes(one) || flying.includes(one.name) || isUndecided(snapshot, one)),
    unseen,
    looks: numbers.length === 0 ? [] : [{ kind: 'pull-request-states', pullRequests: numbers }],
  }
}

function isOver(state: PullRequestStateSeen | undefined): boolean {
  return state === 'closed' || state === 'merged'
}

/** What was read last counts; undefined where nothing that was seen tells. */
function stateSeen(snapshot: Snapshot, number: number): PullRequestStateSeen | undefined {
  const deployable = snapshot.deployables?.[number]
  if (deployable !== undefined) return deployable === 'missing' ? 'missing' : deployable.state
  const read = snapshot.pullRequestStates?.[number]
  if (read !== undefined) return read
  const subject = snapshot.talks.list.find((talk) => talk.number === number)?.subject
  if (subject !== undefined) return subject.kind === 'pull-request' ? subject.state : 'missing'
  return snapshot.openPullRequests.list.some((one) => one.number === number) ? 'open' : undefined
}

/** Those that a command is about, or that a question in an open pull request may be about. */
function askedIn(seen: Seen, listed: readonly Environment[], now: Date): Environment[] {
  const { snapshot, config } = seen
  const named = commandsIn(seen, now).flatMap(({ command, talk }) => {
    if (!('environment' in command) || !isOpenPullRequest(talk)) return []
    return transientIn(command.environment, talk.number, listed) ?? []
  })
  const isQuestion = (body: string) => (parseQuestions(body, config.commands.prefix).length > 0 ? true : undefined)
  const oldest = new Date(now.getTime() - dayMs).toISOString()
  const questioned = snapshot.talks.list.filter(
    (talk) =>
      isOpenPullRequest(talk) &&
      unansweredIn(talk.comments, isQuestion).some(({ comment }) => comment.createdAt >= oldest),
  )
  const known = questioned.flatMap(({ number }) => listed.map((rules) => environmentOf(rules, number)))
  return [...new Map([...named, ...known].map((one) => [one.name, one])).values()]
}

export function isOpenPullRequest({ subject }: Talk): boolean {
  return subject.kind === 'pull-request' && subject.state === 'open'
}

/** What a pull request calls by this name: its own one of a transient environment, by either name. */
export function transientIn(name: string, thread: number, listed: readonly Environment[]): Environment | undefined {
  const own = listed
    .filter(({ isTransient }) => isTransient)
    .map((rules) => ({ rules, one: environmentOf(rules, thread) }))
  return own.find(({ rules, one }) => rules.name === name || one.name === name)?.one
}

/** Whether something there is under way, or failed and is to be followed by what ran before. */
function isUndecided(snapshot: Snapshot, { name, onFailure }: Environment): boolean {
  const [newest] = deploymentsIn(snapshot, name)
  if (newest === undefined || newest.status.state === 'success' || newest.status.state === 'inactive') return false
  const isFailure = newest.status.state === 'failure' || newest.status.state === 'error'
  return !isFailure || (onFailure === 'rollback' && snapshot.records?.[name]?.record?.failure !== newest.id)
}
