import type { LineMerge, LineStage } from '../../model/backport.js'
import type { MergedPullRequest, Stage } from '../../model/change.js'
import type { Decision } from '../../model/decision.js'
import type { Look } from '../../model/snapshot.js'
import type { SeenTag } from '../../model/tag-name.js'
import type { AnyPullRequest } from '../../model/talk.js'
import { lineStage } from '../done/line-stage.js'
import { liveLooks } from '../done/live.js'
import { readStages } from '../done/stages.js'
import { previousTagCandidates } from '../release/previous-tag-candidates.js'
import type { Seen } from '../release/seen.js'

/** Where a pull request stands, whichever it is. */
export type Standing =
  | { readonly kind: 'open'; readonly isDraft: boolean }
  | { readonly kind: 'closed' }
  /** Merged into another branch than the default one. */
  | { readonly kind: 'elsewhere'; readonly merge: LineMerge; readonly stage: LineStage }
  /** The open release pull request: what merging it releases, as far as that is known. */
  | { readonly kind: 'next-release'; readonly contents: Contents | undefined }
  /** A release pull request that was merged, and whose release is not out. */
  | { readonly kind: 'publishing' }
  | { readonly kind: 'change'; readonly stage: Stage; readonly mergedAt: string }
  /** The release that has it is a draft. */
  | { readonly kind: 'drafted'; readonly tag: string; readonly mergedAt: string }
  /** Nothing on the default branch carries it any more. */
  | { readonly kind: 'lost' }

/** What waits in a release pull request. */
export interface Contents {
  readonly version: string
  readonly pullRequests: readonly number[]
  /** How many commits came without a pull request, or with one that is not known. */
  readonly others: number
}

export interface Standings {
  /** What has to be seen before it can be told where they stand. */
  looksFor(changes: readonly MergedPullRequest[]): Look[]
  of(number: number, pullRequest: AnyPullRequest): Standing
}

/** By git ancestry alone, as {@link readStages} has it; what is in no recent release is looked for among all tags. */
export function readStandings(seen: Seen, next: Decision['next'], now: Date): Standings {
  const { snapshot, branch } = seen
  const stages = readStages(seen, next, now)
  const own = new Set(snapshot.mergedReleasePullRequests.map(({ number }) => number))

  function ofMerged(number: number, merged: MergedPullRequest): Standing {
    const { mergeCommit, mergedAt } = merged
    const tag = snapshot.firstWith?.[mergeCommit]
    const stage = stages.stageOf(merged) ?? (tag ? stages.releasedIn(tag, merged) : undefined)
    if (stage === undefined) return { kind: 'lost' }
    if (own.has(number) && stages.waits(merged)) return { kind: 'publishing' }
    if (stage.kind !== 'released' && stage.kind !== 'live') return { kind: 'change', stage, mergedAt }
    const isDraft = snapshot.drafts?.[stage.tag] !== undefined
    return isDraft ? { kind: 'drafted', tag: stage.tag, mergedAt } : { kind: 'change', stage, mergedAt }
  }

  function ofElsewhere(merge: LineMerge): Standing {
    return { kind: 'elsewhere', merge, stage: lineStage(seen, merge) }
  }

  return {
    looksFor(changes) {
      const unknown = changes
        .map(({ mergeCommit }) => mergeCommit)
        .filter((sha, index, all) => all.indexOf(sha) === index && snapshot.firstWith?.[sha] === undefined)
        .filter((mergeCommit) => stages.stageOf({ number: 0, mergeCommit }) === undefined)
      return [
        ...liveLooks(seen),
        ...unknown.map((commit) => ({ kind: 'first-with' as const, commit, tags: tagsReached(seen) })),
      ]
    },
    of(number, pullRequest) {
      if (number === snapshot.openReleasePullRequest?.number && pullRequest.state === 'open')
        return { kind: 'next-release', contents: contentsOf(seen, next) }
      switch (pullRequest.state) {
        case 'open':
          return { kind: 'open', isDraft: pullRequest.isDraft }
        case 'closed':
          return { kind: 'closed' }
        case 'merged':
          return pullRequest.base === branch.name
            ? ofMerged(number, pullRequest.merged)
            : ofElsewhere(toLineMerge(pullRequest))
      }
    },
  }
}

/** A pull request that was merged into another branch than the default one. */
export function toLineMerge({ base, baseHead, merged }: Extract<AnyPullRequest, { state: 'merged' }>): LineMerge {
  return { ...merged, line: { name: base, head: baseHead } }
}

/** Of the tags of stable versions those up to the previous release, the lowest first: each has what a lower one has, or comes of an older branch. */
function tagsReached({ snapshot, branch, config }: Seen): SeenTag[] {
  const candidates = previousTagCandidates(snapshot.tags, config.release.tag)
  const previous = snapshot.ranges[branch.head]?.previous
  const from = candidates.findIndex(({ name }) => name === previous?.name)
  return from < 0 ? [] : candidates.slice(from).reverse()
}

function contentsOf({ snapshot, branch }: Seen, next: Decision['next']): Contents | undefined {
  if (next?.kind !== 'release') return undefined
  const commits = snapshot.ranges[branch.head]?.commits ?? []
  const brought = commits.map(({ sha }) => snapshot.brought[sha] ?? [])
  const numbers = new Set(brought.flatMap((all) => all.map(({ number }) => number)))
  return {
    version: next.version,
    pullRequests: [...numbers].sort((a, b) => a - b),
    others: brought.filter((all) => all.length === 0).length,
  }
}
