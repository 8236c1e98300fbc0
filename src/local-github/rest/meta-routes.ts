import { Hono } from 'hono'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import type { RateLimits } from './rate-limit.js'
import type { RestEnv } from './rest-request.js'

/** What this GitHub is, where things are, and how many more requests there are. */
export function metaRoutes(world: World, limits: RateLimits): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  routes.get('/', (c) => {
    const api = `${world.url}/api/v3`
    return answer(c, {
      current_user_url: `${api}/user`,
      repository_url: `${api}/repos/{owner}/{repo}`,
      user_url: `${api}/users/{user}`,
      rate_limit_url: `${api}/rate_limit`,
      user_repositories_url: `${api}/users/{user}/repos{?type,page,per_page,sort}`,
    })
  })

  routes.get('/meta', (c) => answer(c, { verifiable_password_authentication: false, installed_version: '3.17.0' }))

  routes.get('/zen', () => new Response('Keep it logically awesome.', { headers: { 'content-type': 'text/plain;charset=utf-8' } }))

  routes.get('/rate_limit', (c) => {
    const { limit, remaining, reset, used } = limits.look(c.get('auth'))
    const core = { limit, used, remaining, reset, resource: 'core' }
    return answer(c, { resources: { core }, rate: { limit, used, remaining, reset } })
  })

  return routes
}
