import type { Sha } from './commit.js'
import type { Deployment } from './deployment.js'

/** So many of the newest deployments, of all environments together, are in the first look. */
export const deploymentsAtOnce = 30

/** The newest deployments of an environment, newest first, as far back as they were read. */
export interface DeploymentsRead {
  readonly list: readonly Deployment[]
  /** Behind which to read on; undefined where that was all, or more than anybody reads. */
  readonly more: string | undefined
  /** The moment back to which all are known (ISO 8601); undefined where nothing older is to be read. */
  readonly backTo: string | undefined
  /**
   * Read at an earlier look, and put together with what this one's first query shows. It is enough to find that there is nothing to do: before anything is
   * done it is read anew.
   */
  readonly isRemembered?: true
}

/** The deployment of an environment that is looked for: the newest that is like this. */
export type Sought =
  /** What runs there. */
  | { readonly kind: 'live' }
  /** What ran there before the commit that runs there. */
  | { readonly kind: 'before-live' }
  /** A commit that ran there, whoever deployed it. */
  | { readonly kind: 'ran'; readonly sha: Sha }
  /** This commit, or one with the same files, let through by us; of nothing older than a moment (ISO 8601), where one is given. */
  | { readonly kind: 'passed'; readonly sha: Sha; readonly tree: Sha | undefined; readonly since: string | undefined }
  /** What was asked for with this key, at this moment (ISO 8601) or later. */
  | { readonly kind: 'asked'; readonly key: string; readonly since: string }
  /** None in particular: all since a moment (ISO 8601). */
  | { readonly kind: 'all'; readonly since: string }

export function findDeployment(list: readonly Deployment[], sought: Sought): Deployment | undefined {
  switch (sought.kind) {
    case 'live':
      return list.find(({ status }) => status.state === 'success')
    case 'before-live': {
      const live = list.findIndex(({ status }) => status.state === 'success')
      return live < 0 ? undefined : list.slice(live + 1).find((one) => one.sha !== list[live]?.sha && hasRun(one))
    }
    case 'ran':
      return list.find((one) => one.sha === sought.sha && hasRun(one))
    case 'passed': {
      // Where it still runs rather than where it was followed by another.
      const same = list.filter((one) => one.isOurs && isSame(one, sought))
      return same.find(({ status }) => status.state === 'success') ?? same.find(hasRun)
    }
    case 'asked':
      return list.find(({ purpose }) => purpose?.key === sought.key)
    case 'all':
      return undefined
  }
}

/** Whether reading on could bring what is looked for. */
export function mayBeBehind({ list, backTo }: Pick<DeploymentsRead, 'list' | 'backTo'>, sought: Sought): boolean {
  if (backTo === undefined || findDeployment(list, sought) !== undefined) return false
  const since = 'since' in sought ? sought.since : undefined
  return since === undefined || Date.parse(backTo) >= Date.parse(since)
}

/** Whether it is this commit, or one with the same files. */
export function isSame(one: Pick<Deployment, 'sha' | 'tree'>, other: Pick<Deployment, 'sha' | 'tree'>): boolean {
  return one.sha === other.sha || (one.tree !== undefined && one.tree === other.tree)
}

/** Nothing is made inactive but what ran. */
function hasRun({ status: { state } }: Deployment): boolean {
  return state === 'success' || state === 'inactive'
}
