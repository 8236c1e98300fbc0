import type { Deployment } from '../model/deployment.js'
import type { DeploymentsRead } from '../model/deployments-read.js'
import { printRepoRef, type RepoRef } from '../model/repo-ref.js'
import type { Snapshot } from '../model/snapshot.js'

/** The deployments of single environments, as they were read where the newest of all environments did not reach back far enough. */
export interface KnownDeployments {
  /** With what the look's first query shows; undefined where something may lie between the two. */
  find(snapshot: Snapshot, environment: string): DeploymentsRead | undefined
  keep(snapshot: Snapshot, environment: string, read: DeploymentsRead): void
  forget(repo: RepoRef, environments: readonly string[] | 'all'): void
}

/**
 * So long after it was read it is read again. Webhooks tell of what is deployed and of what becomes of it, and end this at once; but GitHub tells nobody
 * of an `inactive`, nor of a deployment that is deleted.
 */
const atMostMs = 30 * 60_000

/** Ids grow, and so do the moments of creation, though not in step: what was made at about the same time as another may show later. */
const skewMs = 5_000

/** So many deployments in all, some ten megabytes; of the repository that was looked at longest ago all is forgotten first. */
const most = 20_000

interface Entry extends Pick<DeploymentsRead, 'list' | 'backTo'> {
  readonly readAt: number
  /** When it was put together last with the newest of all environments, and the highest id of those. */
  readonly seenAt: number
  readonly newest: number
}

/** In memory: what is forgotten is read again. `now` is GitHub's clock. */
export function createKnownDeployments(now: () => Date): KnownDeployments {
  const kept = new Map<string, Map<string, Entry>>()
  let size = 0

  function put(repo: RepoRef, environment: string, entry: Entry): void {
    const key = printRepoRef(repo)
    drop(key, environment)
    const entries = kept.get(key) ?? new Map<string, Entry>()
    kept.delete(key)
    kept.set(key, entries.set(environment, entry))
    size += sizeOf(entry)
    for (const oldest of kept.keys()) {
      if (size <= most) break
      dropAll(oldest)
    }
  }

  function drop(key: string, environment: string): void {
    const entries = kept.get(key)
    const entry = entries?.get(environment)
    if (entries === undefined || entry === undefined) return
    size -= sizeOf(entry)
    entries.delete(environment)
    if (entries.size === 0) kept.delete(key)
  }

  function dropAll(key: string): void {
    for (const environment of [...(kept.get(key)?.keys() ?? [])]) drop(key, environment)
  }

  return {
    find({ repo, deployments: shown = [] }, environment) {
      const entry = kept.get(printRepoRef(repo))?.get(environment)
      const seenAt = now().getTime()
      if (entry === undefined || seenAt - entry.readAt > atMostMs || !overlaps(entry, shown)) return undefined
      const ids = new Set(shown.map(({ id }) => id))
      const from = oldestOf(shown)
      // What is younger than the oldest that is shown, and not shown, is gone.
      const older = entry.list.filter(({ id, createdAt }) => !ids.has(id) && Date.parse(createdAt) <= from)
      const list = [...shown.filter((one) => one.environment === environment), ...older]
      put(repo, environment, { ...entry, list, seenAt, newest: highestOf(shown) })
      return { list, more: undefined, backTo: entry.backTo, isRemembered: true }
    },
    keep({ repo, deployments: shown = [] }, environment, { list, backTo }) {
      // Two queries may be answered by machines that are not equally far.
      const ids = new Set(list.map(({ id }) => id))
      const unread = shown.filter((one) => one.environment === environment && !ids.has(one.id))
      const all = [...unread, ...list].sort(byMoment)
      const readAt = now().getTime()
      put(repo, environment, { list: all, backTo, readAt, seenAt: readAt, newest: highestOf(shown) })
    },
    forget(repo, environments) {
      const key = printRepoRef(repo)
      if (environments === 'all') dropAll(key)
      else for (const environment of environments) drop(key, environment)
    },
  }
}

/** Whether nothing lies between what was seen before and what is shown now. What shows less than before may lag behind. */
function overlaps({ newest, seenAt }: Entry, shown: readonly Deployment[]): boolean {
  const highest = highestOf(shown)
  if (highest <= newest) return shown.length > 0 && highest === newest
  return shown.some(({ id }) => id <= newest) && oldestOf(shown) <= seenAt - skewMs
}

function highestOf(shown: readonly Deployment[]): number {
  return Math.max(...shown.map(({ id }) => id), 0)
}

function oldestOf(shown: readonly Deployment[]): number {
  return Math.min(...shown.map(({ createdAt }) => Date.parse(createdAt)))
}

function byMoment(one: Deployment, other: Deployment): number {
  return Date.parse(other.createdAt) - Date.parse(one.createdAt) || other.id - one.id
}

function sizeOf({ list }: Entry): number {
  return list.length + 1
}
