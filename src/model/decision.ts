import type { Action } from './action.js'
import type { ForeseenPullRequest } from './job.js'
import type { NoRelease, ReleasePlan } from './release.js'
import type { Look } from './snapshot.js'

/** Why something is done, or is not: a stable code for machines, a sentence for people. */
export interface Reason {
  readonly code: ReasonCode
  readonly text: string
}

export type ReasonCode =
  | 'archived'
  | 'assets-missing'
  | 'asleep'
  | 'backports-cut'
  | 'auto-merges'
  | 'auto-waits'
  | 'config-invalid'
  | 'draft-waits'
  | 'empty-repository'
  | 'gone'
  | 'held'
  | 'nothing-to-release'
  | 'override-refused'
  | 'paused'
  | 'onboarding'
  | 'publishing'
  | 'release-refreshed'
  | 'release-up-to-date'
  | 'stage-shown'
  | 'threads-unread'
  | 'somebody-elses-commit'
  | 'file-unusable'
  | 'tag-elsewhere'
  | 'tag-format'
  | 'tag-guarded'
  | 'tag-refused'
  | 'tag-taken'
  | 'command-answered'
  | 'refresh-waits'
  | 'nowhere-for-version'
  | 'version-file-missing'
  | 'version-refused'
  | 'too-many-threads'
  | 'version-unknown'
  | 'waits-too-long'
  | 'deployments-unseen'
  | 'deploys'
  | 'deploy-refused'
  | 'deploy-waits'
  | 'deployment-ended'
  | 'environment-held'
  | 'environment-ended'

/** The mind's answer. With `looks` it wants to see more before it decides; then there are no actions. */
export interface Decision {
  readonly looks: readonly Look[]
  /** In order; an action that fails stops those behind it. */
  readonly actions: readonly Action[]
  readonly reasons: readonly Reason[]
  /** When to look again without being told to (ISO 8601). */
  readonly lookAgainAt?: string
  /** What will be asked about then, first of all. */
  readonly foreseen?: ForeseenPullRequest
  /** What holds the actions back, where something does: they are recorded, and not carried out. */
  readonly heldBack?: string
  /** What the default branch would be released as, whatever stops it, where that was worked out; the notes with people's edits in them. */
  readonly next?: ReleasePlan | NoRelease
}

export function decided(reasons: readonly Reason[], actions: readonly Action[] = []): Decision {
  return { looks: [], actions, reasons }
}

export function wantsToSee(...looks: readonly Look[]): Decision {
  return { looks, actions: [], reasons: [] }
}

/** Several decisions about one snapshot as one, in order. While one of them still wants to see something, nothing is done. */
export function uniteDecisions(...decisions: readonly Decision[]): Decision {
  const looks = decisions.flatMap((decision) => decision.looks)
  const times = decisions.flatMap(({ lookAgainAt }) => lookAgainAt ?? [])
  const [earliest] = times.sort()
  const next = decisions.find((decision) => decision.next !== undefined)?.next
  const foreseen = decisions.find((decision) => decision.foreseen !== undefined)?.foreseen
  return {
    looks,
    actions: looks.length > 0 ? [] : decisions.flatMap((decision) => decision.actions),
    reasons: decisions.flatMap((decision) => decision.reasons),
    ...(earliest === undefined ? {} : { lookAgainAt: earliest }),
    ...(foreseen === undefined ? {} : { foreseen }),
    ...(next === undefined ? {} : { next }),
  }
}
