import type { Sha } from '../../model/commit.js'
import type { DeployableCommit, DeployablePullRequest } from '../../model/deployable.js'
import type { Task } from '../../model/deployment.js'

/** A deployment that somebody, or something, asks for. */
export interface Request {
  readonly task: Task
  /** Of all requests there ever were, this one. */
  readonly key: string
  readonly sha: Sha
  readonly tree: Sha | undefined
  readonly source: Source
  /** Who asks; undefined where the configuration does. */
  readonly login: string | undefined
  /** The pull request in which it is asked for, or told of. */
  readonly thread: DeployThread | undefined
  /** The issue in which it is asked for: nobody reviews or approves there. */
  readonly issue?: number | undefined
  /** When it was asked for (ISO 8601). */
  readonly at: string
}

/** Where the commit is from. */
export type Source =
  | { readonly kind: 'pull-request'; readonly pullRequest: DeployablePullRequest; readonly isNamed: boolean }
  | { readonly kind: 'named'; readonly name: string; readonly commit: DeployableCommit }
  /** It ran in the environment before. */
  | { readonly kind: 'earlier' }

/** The pull request in which people talk about it. */
export interface DeployThread {
  readonly number: number
  readonly author: string | undefined
  /** Who agreed, to which commit, in which environment. */
  readonly approvals: readonly { readonly environment: string; readonly sha: Sha; readonly login: string }[]
}

/** The key of what a comment asks for. */
export function keyOfComment(comment: number): string {
  return `comment:${comment}`
}

/** The comment that asks for what has this key; undefined where none does. The pair of {@link keyOfComment}. */
export function commentOfKey(key: string): number | undefined {
  const [, comment] = /^comment:(\d{1,16})$/.exec(key) ?? []
  return comment === undefined ? undefined : Number(comment)
}
