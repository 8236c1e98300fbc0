import type { MergedPullRequest, Stage } from '../../model/change.js'
import type { Sha } from '../../model/commit.js'
import type { Decision } from '../../model/decision.js'
import type { Seen } from '../release/seen.js'
import { changesIn } from './changes-in.js'
import { namedIn, revertedChanges, type RevertedChanges } from './reverted-changes.js'

/** A pull request by its number, and what came of it. */
type Merged = Pick<MergedPullRequest, 'number' | 'mergeCommit'>

/** Where merged pull requests stand. */
export interface Stages {
  /** Undefined where none of what was seen carries it. */
  stageOf(merged: Merged): Stage | undefined
  /** Whether it is merged and in no release yet. One that was taken back waits for nothing. */
  waits(merged: Merged): boolean
  /** Where whatever is merged now stands. */
  readonly now: Stage
}

/** `next` is what would be released now. */
export function readStages({ snapshot, branch }: Seen, next: Decision['next']): Stages {
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
    const released = tagOf.get(mergeCommit)
    // The release that has it has what took it back, too.
    const before = released === undefined ? undefined : neverOut.get(released)?.get(number)
    if (before !== undefined) return { kind: 'reverted', by: before.by }
    for (const [tag, changes] of takenBack) {
      const revert = changes.get(number)
      if (revert !== undefined) return { kind: 'taken-back', released, in: tag, by: revert.by }
    }
    return released === undefined ? undefined : { kind: 'released', tag: released }
  }

  return {
    now,
    stageOf,
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
