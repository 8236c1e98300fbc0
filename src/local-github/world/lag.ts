import type { RefChange } from './ref-change.js'
import type { Repository } from './entities.js'

/** How far reads are behind, in milliseconds of the world's clock. */
export interface LagSettings {
  /** Lists and refs show what was there so long ago. */
  readsMs: number
  /** How long a pull request is not told to be associated with its commits. */
  associatedPullRequestsMs: number
  /** How long working out `mergeable` takes, from the first time that it is asked for. */
  mergeableMs: number
}

/** Something with a time of its making. */
interface Dated {
  readonly createdAt: string
}

interface Move {
  readonly repository: number
  readonly ref: string
  readonly before: string | null
  readonly at: number
}

/**
 * What reads do not see yet. It holds the moves of refs of the last minutes; the entities' own times say the rest. Writes do not ask it:
 * they see what is true.
 */
export interface Lag {
  readonly settings: Readonly<LagSettings>
  /** Changes what is given. @throws {RangeError} saying what is wrong, and then nothing is changed */
  set(settings: Partial<LagSettings>): void
  /** Notes that something was made now, where its own `createdAt` tells another time. */
  made(entity: object): void
  refsMoved(repository: Repository, changes: readonly RefChange[]): void
  /** Where reads take a ref to stand that stands at `now`. */
  shaSeen(repository: Repository, ref: string, now: string | undefined): string | undefined
  /** The refs that reads take to stand elsewhere than they do; undefined: not there yet. */
  refsSeenElsewhere(repository: Repository): ReadonlyMap<string, string | undefined>
  /** Whether something that happened at a time shows in reads. */
  shows(at: string): boolean
  /** What was there already. */
  listed<T extends Dated>(entities: readonly T[]): T[]
  /** Whether a pull request that came or was merged at a time is told to be associated with its commits. */
  associates(at: string): boolean
  /**
   * Whether it is known if a pull request, whose head and base stand so, can be merged: not when that is first asked for, nor until the
   * time that it takes is over.
   */
  isMergeableKnown(pullRequest: { readonly nodeId: string }, stand: string): boolean
}

/** Longer than anything lags. */
const longest = 600_000

export function createLag(clock: () => Date): Lag {
  const makings = new WeakMap<object, number>()
  const settings: LagSettings = { readsMs: 0, associatedPullRequestsMs: 0, mergeableMs: 0 }
  const asked = new Map<string, { readonly stand: string; readonly at: number }>()
  let moves: Move[] = []

  const isOver = (at: number, ms: number) => ms <= 0 || at <= clock().getTime() - ms

  function refsSeenElsewhere(repository: Repository): ReadonlyMap<string, string | undefined> {
    const seen = new Map<string, string | undefined>()
    if (settings.readsMs <= 0) return seen
    for (const { repository: id, ref, before, at } of moves) {
      if (id !== repository.id || isOver(at, settings.readsMs) || seen.has(ref)) continue
      seen.set(ref, before ?? undefined)
    }
    return seen
  }

  const shows = (at: string) => isOver(Date.parse(at), settings.readsMs)

  return {
    settings,
    set(wanted) {
      const problem = problemIn(wanted)
      if (problem !== undefined) throw new RangeError(problem)
      Object.assign(settings, wanted)
    },
    made: (entity) => void makings.set(entity, clock().getTime()),
    refsMoved(repository, changes) {
      const at = clock().getTime()
      moves = moves.filter((move) => move.at > at - longest)
      moves.push(...changes.map(({ ref, before }) => ({ repository: repository.id, ref, before, at })))
    },
    refsSeenElsewhere,
    shaSeen(repository, ref, now) {
      const elsewhere = refsSeenElsewhere(repository)
      return elsewhere.has(ref) ? elsewhere.get(ref) : now
    },
    shows,
    listed: (entities) =>
      entities.filter((entity) => isOver(makings.get(entity) ?? Date.parse(entity.createdAt), settings.readsMs)),
    associates: (at) => isOver(Date.parse(at), Math.max(settings.readsMs, settings.associatedPullRequestsMs)),
    isMergeableKnown({ nodeId }, stand) {
      const before = asked.get(nodeId)
      if (before?.stand === stand) return isOver(before.at, settings.mergeableMs)
      asked.set(nodeId, { stand, at: clock().getTime() })
      return false
    },
  }
}

function problemIn(wanted: unknown): string | undefined {
  const names: readonly string[] = [
    'readsMs',
    'associatedPullRequestsMs',
    'mergeableMs',
  ] satisfies (keyof LagSettings)[]
  if (typeof wanted !== 'object' || wanted === null) return `Lag is an object with ${names.join(', ')}.`
  for (const [name, value] of Object.entries(wanted)) {
    if (!names.includes(name)) return `There is no lag named ${name}: there are ${names.join(', ')}.`
    if (typeof value !== 'number' || !(value >= 0 && value <= longest)) {
      return `${name} is a number of milliseconds from 0 to ${longest}.`
    }
  }
  return undefined
}
