import type { Context } from 'hono'
import type { Faults } from '../faults/create-faults.js'
import type { Actor, Repository, User } from '../world/entities.js'
import { notFound } from '../world/refusal.js'
import type { World } from '../world/world.js'

export interface PageOptions {
  /** Login of whoever has not said who they are. */
  readonly anonymous: string
  /** Sends a webhook delivery once more; without it the pages offer no such button. */
  readonly redeliver?: (deliveryId: number) => Promise<void>
  /** What is to go wrong here; without it the pages cannot say. */
  readonly faults?: Faults
  /** Told of surprises, for the log; the page itself says little. */
  readonly onFailure?: (error: unknown) => void
}

/** What every page knows. */
export interface PageEnv {
  Variables: {
    world: World
    options: PageOptions
    /** Who looks, and acts when a form is sent. */
    viewer: User
    actor: Actor
    now: Date
  }
}

/** What every page of a repository knows; whoever may not see the repository got a 404 before. */
export interface RepositoryEnv {
  Variables: PageEnv['Variables'] & { repository: Repository }
}

export type PageContext = Context<PageEnv>
export type RepositoryContext = Context<RepositoryEnv>

/** A part of the path that the route has for sure. */
export function pathPart(c: PageContext | RepositoryContext, name: string): string {
  const value = (c as PageContext).req.param(name)
  if (value === undefined) throw notFound()
  return value
}

/** The number in `/pull/12`; anything else is a page that does not exist. */
export function pathNumber(c: PageContext | RepositoryContext, name: string): number {
  const value = pathPart(c, name)
  if (!/^\d{1,15}$/.test(value)) throw notFound()
  return Number(value)
}
