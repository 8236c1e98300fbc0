import { Hono } from 'hono'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import type { RateLimits } from './rate-limit.js'
import type { RestContext, RestEnv } from './rest-request.js'
import { rootPaths } from './root-paths.js'

/** What this GitHub is, where things are, and how many more requests there are. */
export function metaRoutes(world: World, limits: RateLimits): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  for (const path of ['', '/']) routes.get(path, root)

  function root(c: RestContext): Response {
    const api = `${world.url}/api/v3`
    const urls = Object.entries(rootPaths).map(([name, path]) => [name, api + path])
    const page = `${world.url}/settings/connections/applications{/client_id}`
    return answer(c, { ...Object.fromEntries(urls), current_user_authorizations_html_url: page })
  }

  routes.get('/meta', (c) => answer(c, { verifiable_password_authentication: false }))

  routes.get(
    '/zen',
    () => new Response('Keep it logically awesome.', { headers: { 'content-type': 'text/plain;charset=utf-8' } }),
  )

  routes.get('/rate_limit', (c) => {
    const { limit, remaining, reset, used } = limits.look(c.get('auth'))
    const core = { limit, used, remaining, reset }
    // There is no search here, and so nothing to spend on it.
    const search = { limit: 30, used: 0, remaining: 30, reset }
    return answer(c, { resources: { core, search }, rate: core })
  })

  return routes
}
