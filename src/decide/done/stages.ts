import type { MergedPullRequest, Stage } from '../../model/change.js'
import type { Sha } from '../../model/commit.js'
import type { Decision } from '../../model/decision.js'
import type { Seen } from '../release/seen.js'
import { revertedChanges } from './reverted-changes.js'

/** Where merged pull requests stand. */
export interface Stages {
  /** Undefined where none of what was seen carries it. */
  stageOf(merged: Pick<MergedPullRequest, 'number' | 'mergeCommit'>): Stage | undefined
  /** Whether it is merged and in no release yet. One that was taken back waits for nothing. */
  waits(merged: Pick<MergedPullRequest, 'number' | 'mergeCommit'>): boolean
  isReverted(number: number): boolean
  /** Where whatever is merged now stands. */
  readonly now: Stage
}

/** `next` is what would be released now. */
export function readStages({ snapshot, branch }: Seen, next: Decision['next']): Stages {
  const unreleased = snapshot.ranges[branch.head]?.commits ?? []
  const waiting = new Set(unreleased.map(({ sha }) => sha))
  const tagOf = new Map<Sha, string>(
    Object.entries(snapshot.carried).flatMap(([tag, { commits }]) => commits.map(({ sha }) => [sha, tag] as const)),
  )
  const reverted = revertedChanges(unreleased, pick(snapshot.brought, waiting))
  const pullRequest = snapshot.openReleasePullRequest?.number
  const now: Stage =
    next?.kind !== 'release' || pullRequest === undefined
      ? { kind: 'merged' }
      : { kind: 'in-release-pull-request', pullRequest, version: next.version }

  function stageOf({ number, mergeCommit }: Pick<MergedPullRequest, 'number' | 'mergeCommit'>): Stage | undefined {
    if (waiting.has(mergeCommit)) return reverted.has(number) ? { kind: 'reverted', by: reverted.get(number) } : now
    const tag = tagOf.get(mergeCommit)
    return tag === undefined ? undefined : { kind: 'released', tag }
  }

  return {
    now,
    stageOf,
    waits: (merged) => ['merged', 'in-release-pull-request'].includes(stageOf(merged)?.kind ?? ''),
    isReverted: (number) => reverted.has(number),
  }
}

function pick<T>(from: Readonly<Record<Sha, T>>, wanted: ReadonlySet<Sha>): Record<Sha, T> {
  return Object.fromEntries(Object.entries(from).filter(([sha]) => wanted.has(sha)))
}
