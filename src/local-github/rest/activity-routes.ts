import { Hono } from 'hono'
import { presentUser } from '../present/present-user.js'
import type { Push, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { pageOf, urlOf } from './paging.js'
import { invalidRequest } from './request-body.js'
import { requireRead, type RestEnv } from './rest-request.js'

const none = /^0+$/
/** In days. */
const periods: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 }

/** Every move of a branch, with the time at which the server saw it, newest first, a cursor at a time. */
export function activityRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  routes.get('/activity', (c) => {
    const repository = requireRead(c, 'contents')
    const { ref, actor, activity_type: kind, after, direction, time_period: period } = c.req.query()
    const wanted = ref === undefined || ref.startsWith('refs/') ? ref : `refs/heads/${ref}`
    const days = period === undefined ? Infinity : (periods[period] ?? Infinity)
    const since = world.clock().getTime() - days * 24 * 60 * 60 * 1000
    const pushes = repository.pushes.filter(
      (push) =>
        push.ref.startsWith('refs/heads/') &&
        (!wanted || push.ref === wanted) &&
        (!actor || push.actor.login.toLowerCase() === actor.toLowerCase()) &&
        (!kind || kindOf(repository, push) === kind) &&
        Date.parse(push.at) >= since,
    )
    if (direction !== 'asc') pushes.reverse()
    const start = after === undefined ? 0 : pushes.findIndex(({ id }) => String(id) === after) + 1
    if (after !== undefined && start === 0) throw invalidRequest('Invalid cursor.')
    const page = pushes.slice(start, start + pageOf(c).size)
    const response = answer(
      c,
      page.map((push) => ({
        id: push.id,
        node_id: `PSH_${Buffer.from(String(push.id)).toString('base64url')}`,
        before: push.before,
        after: push.after,
        ref: push.ref,
        timestamp: push.at,
        activity_type: kindOf(repository, push),
        actor: presentUser(world, push.actor),
      })),
    )
    const last = page.at(-1)
    if (last && start + page.length < pushes.length) {
      const url = urlOf(world, c)
      url.searchParams.set('after', String(last.id))
      response.headers.set('link', `<${url.href}>; rel="next"`)
    }
    return response
  })

  return routes
}

function kindOf({ pullRequests }: Repository, { ref, before, after, forced }: Push): string {
  if (none.test(before)) return 'branch_creation'
  if (none.test(after)) return 'branch_deletion'
  const isMerge = [...pullRequests.values()].some(
    ({ base, merged }) => merged?.sha === after && ref === `refs/heads/${base.ref}`,
  )
  if (isMerge) return 'pr_merge'
  return forced ? 'force_push' : 'push'
}
