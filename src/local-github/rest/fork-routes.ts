import { Hono } from 'hono'
import { presentMinimalRepository } from '../present/present-minimal-repository.js'
import { presentRepository } from '../present/present-repository.js'
import { createFork, forksOf } from '../world/forks.js'
import { memberRole } from '../world/teams.js'
import { findUser } from '../world/users.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { answerPage } from './paging.js'
import { readBody } from './request-body.js'
import { actorOf, found, requireRead, type RestEnv } from './rest-request.js'

/** Forks: anybody who sees a repository may make one. */
export function forkRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  routes.get('/forks', (c) => {
    const repository = requireRead(c, 'metadata')
    const sort = c.req.query('sort')
    const all = forksOf(world, repository)
    if (sort !== 'oldest') all.reverse()
    return answerPage(world, c, all, (fork) => presentMinimalRepository(world, fork))
  })

  routes.post('/forks', async (c) => {
    const repository = requireRead(c, 'contents')
    const actor = actorOf(c)
    const body = await readBody(c)
    const organization = body.string('organization')
    const owner = organization === undefined ? undefined : found(findUser(world, organization))
    if (owner && world.anonymous?.id !== actor.user.id && !memberRole(world, owner, actor.user)) {
      throw new Refusal(403, 'You do not have permission to create a repository in this organization.')
    }
    const name = body.string('name')
    const fork = await createFork(world, repository, actor, {
      ...(owner ? { owner } : {}),
      ...(name === undefined ? {} : { name }),
      defaultBranchOnly: body.boolean('default_branch_only') ?? false,
    })
    const parent = presentRepository(world, repository)
    const counts = { network_count: 0, subscribers_count: 0 }
    return answer(c, { ...presentRepository(world, fork), parent, source: parent, ...counts }, 202)
  })

  return routes
}
