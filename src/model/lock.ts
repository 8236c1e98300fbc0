/** Whoever holds an environment, so that nobody else deploys to it. */
export interface Lock {
  readonly owner: LockOwner
  /** Who asked for it: a login. */
  readonly by: string
  /** What a person wrote: hostile until it is escaped; empty where they gave none. */
  readonly reason: string
  /** ISO 8601. */
  readonly at: string
  /** When it ends by itself (ISO 8601); undefined for never. */
  readonly until: string | undefined
  /** Why there is one: somebody asked, a rollback holds what would come next, or a deployment failed. */
  readonly cause: 'command' | 'rollback' | 'failure'
  /** The comment that asked for it, if one did. */
  readonly comment: number | undefined
}

export type LockOwner =
  { readonly kind: 'pull-request'; readonly number: number } | { readonly kind: 'person'; readonly login: string }
