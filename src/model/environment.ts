import type { FreezeWindow } from './freeze.js'

/** Where a repository's code runs, and what has to hold before it does. */
export interface Environment {
  /** As GitHub knows it. */
  readonly name: string
  /** Whether there is one for each pull request, which ends with it; then this is what all of them have in common. */
  readonly isTransient: boolean
  /** Of one of those: the pull request whose it is. */
  readonly pullRequest?: number
  /** What deploys by itself: what is merged, what is released, or nothing but a command. */
  readonly on: 'merge' | 'release' | 'command'
  /** The environment in which the same commit, or the same tree, must have run successfully. */
  readonly after: string | undefined
  /** How long it must have run there, in milliseconds. */
  readonly soakMs: number
  /** The checks that must have passed: all, those that the branch requires, or these. Our own count in none. */
  readonly checks: 'all' | 'required' | readonly string[]
  /** Whether a pull request must have the reviews that its branch requires. */
  readonly reviews: 'required' | 'off'
  readonly approvals: Approvals | undefined
  /** What is let through that is refused elsewhere. */
  readonly allow: readonly Leave[]
  readonly freeze: { readonly timeZone: string; readonly windows: readonly FreezeWindow[] }
  /** How long a deployment may take before it counts as failed, in milliseconds. */
  readonly timeoutMs: number
  readonly onFailure: 'rollback' | 'lock' | 'nothing'
  /** The file name of the workflow to dispatch; undefined where somebody listens to GitHub's `deployment` event. */
  readonly workflow: string | undefined
}

/** How many people must say `/approve`, and who counts. */
export interface Approvals {
  readonly count: number
  readonly by:
    { readonly kind: 'push' } | { readonly kind: 'maintain' } | { readonly kind: 'team'; readonly slug: string }
}

export const leaves = ['drafts', 'forks', 'behind', 'self-approval'] as const

/** Drafts, pull requests of forks (by their exact commit), branches that are behind their base, and an author's own approval. */
export type Leave = (typeof leaves)[number]

/** A name that fits a command, a branch and GitHub. */
export const environmentPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/

const approvalsPattern = /^([1-9])(?: by ([a-z0-9][a-z0-9_-]{0,99}))?$/

/** Reads `1`, `2 by maintain` or `1 by release-managers`, a team; undefined where it is none. */
export function parseApprovals(text: string): Approvals | undefined {
  const [, count, by] = approvalsPattern.exec(text) ?? []
  if (count === undefined) return undefined
  if (by === undefined) return { count: Number(count), by: { kind: 'push' } }
  return { count: Number(count), by: by === 'maintain' ? { kind: 'maintain' } : { kind: 'team', slug: by } }
}
