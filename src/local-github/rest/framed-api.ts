import { Hono } from 'hono'
import { mayReadAs } from '../auth/may-read-as.js'
import { findRepository } from '../world/repositories.js'
import type { World } from '../world/world.js'
import type { RateLimits } from './rate-limit.js'
import { answerOfError, refused, restFrame } from './rest-frame.js'
import { param, type RestEnv } from './rest-request.js'

/** An API without operations: it knows who asks and for which repository, counts requests, and words errors. */
export function framedApi(world: World, limits: RateLimits): Hono<RestEnv> {
  const api = new Hono<RestEnv>()
  api.onError(answerOfError)
  api.use('*', restFrame(world, limits))
  api.use('/repos/:owner/:repo/*', async (c, next) => {
    const repository = findRepository(world, param(c, 'owner'), param(c, 'repo'))
    if (!repository || !mayReadAs(world, repository, c.get('auth'))) return refused(404, 'Not Found')
    c.set('repository', repository)
    return next()
  })
  return api
}
