import { Hono } from 'hono'
import type { Authenticated } from '../auth/authenticate.js'
import type { PointLimits } from '../graphql/point-limits.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import type { RateLimits } from './rate-limit.js'
import type { RestContext, RestEnv } from './rest-request.js'
import { rootPaths } from './root-paths.js'

/** What this GitHub is, where things are, and how many more requests there are. */
export function metaRoutes(world: World, limits: RateLimits, graphqlPoints?: PointLimits): Hono<RestEnv> {
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
    const auth = c.get('auth')
    const { limit, remaining, reset, used } = limits.look(auth)
    const core = { limit, used, remaining, reset }
    // There is no search here, and so nothing to spend on it.
    const search = { limit: 30, used: 0, remaining: 30, reset }
    return answer(c, { resources: { core, search, ...graphqlOf(auth) }, rate: core })
  })

  function graphqlOf(auth: Authenticated): object {
    if (!graphqlPoints) return {}
    // Who is neither a person nor an installation has no GraphQL at all.
    if (auth.kind === 'anonymous' || auth.kind === 'app') {
      return { graphql: { limit: 0, used: 0, remaining: 0, reset: limits.look(auth).reset } }
    }
    const { limit, used, remaining, resetAt } = graphqlPoints.look(auth)
    return { graphql: { limit, used, remaining, reset: Math.floor(resetAt.getTime() / 1000) } }
  }

  return routes
}
