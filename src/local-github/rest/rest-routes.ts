import { Hono } from 'hono'
import type { World } from '../world/world.js'

/** GitHub's REST API, version 2022-11-28, to be mounted under `/api/v3`. Each instance counts its clients' requests by itself. */
export function restRoutes(world: World): Hono {
  void world
  return new Hono()
}
