import { Hono } from 'hono'
import type { World } from '../world/world.js'
import type { PageEnv, PageOptions } from './page-context.js'

export type { PageOptions } from './page-context.js'

/** What a person sees: the pages of this GitHub, to be mounted at `/`. */
export function pageRoutes(world: World, options: PageOptions): Hono<PageEnv> {
  throw new Error(`not yet: ${world.url} ${options.anonymous}`)
}
