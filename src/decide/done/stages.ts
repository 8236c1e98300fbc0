import type { MergedPullRequest, Stage } from '../../model/change.js'
import type { Sha } from '../../model/commit.js'
import type { Decision } from '../../model/decision.js'
import type { Seen } from '../release/seen.js'
import { changesIn } from './changes-in.js'
import { readLive, type Live } from './live.js'
import { namedIn, revertedChanges, type RevertedChanges } from './reverted-changes.js'

/** A pull request by its number, and what came of it. */
type Merged = Pick<MergedPullRequest, 'number' | 'mergeCommit'>

/** Where merged pull requests stand. */
export interface Stages {
  /** Undefined where none of what was seen carries it. */
  stageOf(merged: Merged): Stage | undefined
  /** Whether it is merged and in no release yet. One that was taken back waits for nothing. */
  waits(merged: Merged): boolean
  /** Whether it is not done yet, and so are the issues that it closes. */
  holds(merged: Merged): boolean
  /** Whether it is done: released and, where that is asked for, live; or live before its release. */
  isDone(merged: Merged): boolean
  /** Where its first release is known, how it stands by that. */
  releasedIn(tag: string, merged: Pick<Merged, 'mergeCommit'>): Extract<Stage, { kind: 'released' | 'live' }>
  /** The environment that makes a change done; undefined where a release does. */
  readonly live: Live | undefined
  /** Where whatever is merged now stands. */
  readonly now: Stage
}

/** `next` is what would be released now. */
export function readStages(seen: Seen, next: Decision['next'], at: Date): Stages {
  const { snapshot, branch } = seen
  const live = readLive(seen, at)
  const unreleased = snapshot.ranges[branch.head]?.commits ?? []
  const waiting = new Set(unreleased.map(({ sha }) => sha))
  const releases = Object.entries(snapshot.carried)
  const tagOf = new Map<Sha, string>(
    releases.flatMap(([tag, { commits }]) => commits.map(({ sha }) => [sha, tag] as const)),
  )
  const changes = [...snapshot.waiting.pullRequests, ...changesIn(snapshot, unreleased)]
  const reverted = revertedChanges(
    snapshot,
    unreleased,
    changes.filter(({ mergeCommit }) => waiting.has(mergeCommit)),
  )
  const neverOut = new Map(
    releases.map(([tag, { commits }]) => {
      const own = changesIn(snapshot, commits).filter(({ mergeCommit }) => tagOf.get(mergeCommit) === tag)
      return [tag, revertedChanges(snapshot, commits, own)] as const
    }),
  )
  const takenBack = new Map(releases.map(([tag]) => [tag, takenBackIn({ snapshot }, tag)]))
  const pullRequest = snapshot.openReleasePullRequest?.number
  const now: Stage =
    next?.kind !== 'release' || pullRequest === undefined
      ? { kind: 'merged' }
      : { kind: 'in-release-pull-request', pullRequest, version: next.version }

  function stageOf({ number, mergeCommit }: Merged): Stage | undefined {
    if (waiting.has(mergeCommit)) {
      const revert = reverted.get(number)
      return revert === undefined ? now : { kind: 'reverted', by: revert.by }
    }
    const released = tagOf.get(mergeCommit) ?? live?.awaited.get(mergeCommit)
    // The release that has it has what took it back, too.
    const before = released === undefined ? undefined : neverOut.get(released)?.get(number)
    if (before !== undefined) return { kind: 'reverted', by: before.by }
    for (const [tag, changes] of takenBack) {
      const revert = changes.get(number)
      if (revert !== undefined) return { kind: 'taken-back', released, in: tag, by: revert.by }
    }
    return released === undefined ? undefined : releasedIn(released, { mergeCommit })
  }

  function releasedIn(tag: string, { mergeCommit }: Pick<Merged, 'mergeCommit'>): ReturnType<Stages['releasedIn']> {
    if (live === undefined) return { kind: 'released', tag }
    const { environment } = live
    if (live.has(mergeCommit)) return { kind: 'live', environment, since: live.since(mergeCommit), tag }
    const rolledBackTo = live.wasThere(mergeCommit) ? live.name : undefined
    return { kind: 'released', tag, awaits: { environment, rolledBackTo } }
  }

  function doneness(merged: Merged): 'done' | 'held' | undefined {
    const stage = stageOf(merged)
    switch (stage?.kind) {
      case 'merged':
      case 'in-release-pull-request':
        return live?.has(merged.mergeCommit) === true ? 'done' : 'held'
      case 'released':
        return stage.awaits === undefined ? 'done' : 'held'
      case 'live':
        return 'done'
      case 'reverted':
      case 'taken-back':
      case undefined:
        return undefined
    }
  }

  return {
    now,
    live,
    stageOf,
    releasedIn,
    holds: (merged) => doneness(merged) === 'held',
    isDone: (merged) => doneness(merged) === 'done',
    waits: (merged) => ['merged', 'in-release-pull-request'].includes(stageOf(merged)?.kind ?? ''),
  }
}

/** What was released before and a release takes back, as far as it was seen who brought it. */
function takenBackIn({ snapshot }: Pick<Seen, 'snapshot'>, tag: string): RevertedChanges {
  const commits = snapshot.carried[tag]?.commits ?? []
  const own = new Set(commits.map(({ sha }) => sha))
  const seen = Object.values(snapshot.brought).flat()
  const read = Object.values(snapshot.threads?.pullRequests ?? {}).map(({ merged }) => merged)
  const before = [...seen, ...read].filter(({ mergeCommit }) => !own.has(mergeCommit))
  return revertedChanges(snapshot, commits, before)
}

/** The pull requests that a release may take back though an earlier one had them. */
export function mayTakeBack(seen: Pick<Seen, 'snapshot'>, tag: string): number[] {
  const { carried, repo } = seen.snapshot
  const commits = carried[tag]?.commits ?? []
  const own = new Set(changesIn(seen.snapshot, commits).map(({ number }) => number))
  const named = commits.flatMap(({ message }) => namedIn(message, repo) ?? [])
  return [...takenBackIn(seen, tag).keys(), ...named].filter((number) => !own.has(number))
}
