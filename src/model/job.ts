import type { RepoRef } from './repo-ref.js'

/** Where inside a repository to look first. Hints narrow what is read; they never decide. */
export interface Hints {
  readonly pullRequests: readonly number[]
  readonly shas: readonly string[]
  readonly comments: readonly number[]
  /** Pull requests that a push merged, or that were just told where they stand. */
  readonly merged?: readonly number[]
  /** One about which a command is to be judged: what is read first can bring it along. */
  readonly foreseen?: ForeseenPullRequest
  /** Environments in which something was deployed, or said of a deployment; `all` where it may be any. */
  readonly environments?: Environments
}

/** An open pull request that the next look will ask about, with its branch. */
export interface ForeseenPullRequest {
  readonly number: number
  readonly branch: string
}

type Environments = readonly string[] | 'all'

export const noHints: Hints = { pullRequests: [], shas: [], comments: [] }

/** For a look at all there is: webhooks may have been lost without anybody's knowing. */
export const everywhere: Hints = { ...noHints, environments: 'all' }

/** Who goes first where many wait: an emergency, then a person who asked, then what changed, then what is only looked at again. */
export type Priority = 'hotfix' | 'command' | 'change' | 'resync'

const ranks: Readonly<Record<Priority, number>> = { hotfix: 3, command: 2, change: 1, resync: 0 }

/** A priority as a number, the higher the sooner. */
export function rankOf(priority: Priority): number {
  return ranks[priority]
}

/** One look at a repository that is due. */
export interface Job {
  readonly repo: RepoRef
  readonly hints: Hints
  /** Whether something was said to have changed: then one look is not enough, since reads lag behind writes by seconds. */
  readonly changed: boolean
  /** That nothing was said to have changed, or was written by us, for longer than reads lag behind writes. */
  readonly settled?: boolean
  readonly priority: Priority
}

/** In which environments something may have happened, as far as is known: where something changed and nobody says what, in all of them. */
export function touchedEnvironments({ hints, changed }: Pick<Job, 'hints' | 'changed'>): Environments {
  return hints.environments ?? (changed ? 'all' : [])
}

/** What jobs of one repository have in common: however its name is written, it is one. */
export function keyOf({ installationId, owner, name }: RepoRef): string {
  return `${installationId}/${owner}/${name}`.toLowerCase()
}

/** Of each kind; a job that waits for hours grows no further. What is left out is found by looking. */
const mostHints = 100

/** Two jobs of one repository as one: the hints of both, each once, and the higher priority. */
export function uniteJobs(a: Job, b: Job): Job {
  const foreseen = b.hints.foreseen ?? a.hints.foreseen
  return {
    repo: b.repo,
    hints: {
      pullRequests: unite(a.hints.pullRequests, b.hints.pullRequests),
      shas: unite(a.hints.shas, b.hints.shas),
      comments: unite(a.hints.comments, b.hints.comments),
      ...(a.hints.merged || b.hints.merged ? { merged: unite(a.hints.merged ?? [], b.hints.merged ?? []) } : {}),
      ...(foreseen ? { foreseen } : {}),
      ...(a.hints.environments || b.hints.environments ? { environments: uniteEnvironments(a, b) } : {}),
    },
    changed: a.changed || b.changed,
    ...(a.settled === true && b.settled === true ? { settled: true } : {}),
    priority: rankOf(a.priority) > rankOf(b.priority) ? a.priority : b.priority,
  }
}

function unite<T>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])].slice(-mostHints)
}

/** None is left out: what is not among them may be remembered. */
function uniteEnvironments(a: Job, b: Job): Environments {
  const [one, other] = [touchedEnvironments(a), touchedEnvironments(b)]
  if (one === 'all' || other === 'all') return 'all'
  const all = [...new Set([...one, ...other])]
  return all.length > mostHints ? 'all' : all
}
