import { Hono } from 'hono'
import { presentRepository } from '../present/present-repository.js'
import { presentProfile } from '../present/present-profile.js'
import { mayRead } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import { findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { answerPage } from './paging.js'
import { actorOf, found, param, type RestEnv } from './rest-request.js'

/** Accounts: one's own, and those of others. */
export function userRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  routes.get('/user', (c) => {
    const actor = actorOf(c)
    if (actor.kind === 'installation') throw new Refusal(403, 'Resource not accessible by integration')
    return answer(c, presentProfile(world, actor.user))
  })

  routes.get('/users/:login', (c) => answer(c, presentProfile(world, found(findUser(world, param(c, 'login'))))))

  for (const path of ['/users/:login/repos', '/orgs/:login/repos']) {
    routes.get(path, (c) => {
      const owner = found(findUser(world, param(c, 'login')))
      const auth = c.get('auth')
      const reader = auth.kind === 'user' ? auth.user : undefined
      const owned = [...world.repositories.values()].filter(
        (one) => one.owner.id === owner.id && mayRead(world, one, reader),
      )
      return answerPage(world, c, owned, (repository) => presentRepository(world, repository))
    })
  }

  return routes
}
