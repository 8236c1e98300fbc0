import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { foreignRequest } from '../pages/guard.js'
import type { LagSettings } from '../world/lag.js'
import type { World } from '../world/world.js'
import type { Faults, StandingFault } from './create-faults.js'
import type { FaultRule } from './fault-rule.js'
import { FaultRuleError } from './read-rule.js'

/**
 * The faults over HTTP, for programs on this machine: `GET /` lists, `POST /` adds a rule, `DELETE /{id}` removes one, `DELETE /` all.
 * Lag is read and set at `/lag`.
 */
export function faultRoutes(world: World, faults: Faults): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>()

  routes.use(async (c, next) => {
    const address = c.env.incoming.socket.remoteAddress ?? ''
    const why = isThisMachine(address) ? foreignRequest(c, world) : 'Faults are set from this machine only.'
    return why === undefined ? next() : c.json({ message: why }, 403)
  })

  routes.get('/', (c) => c.json({ faults: faults.list().map(presentFault) }))

  routes.post('/', async (c) => {
    try {
      const id = faults.add((await c.req.json()) as FaultRule)
      return c.json(presentFault(faults.list().find((fault) => fault.id === id)!), 201)
    } catch (error) {
      if (error instanceof FaultRuleError) return c.json({ message: error.message, problems: error.problems }, 422)
      if (error instanceof SyntaxError) return c.json({ message: 'The body is no JSON.' }, 400)
      throw error
    }
  })

  routes.delete('/', (c) => {
    faults.clear()
    return c.body(null, 204)
  })

  routes.delete('/:id', (c) => {
    return faults.remove(c.req.param('id')) ? c.body(null, 204) : c.json({ message: 'There is no such fault.' }, 404)
  })

  routes.get('/lag', (c) => c.json(world.lag.settings))

  routes.patch('/lag', async (c) => {
    try {
      world.lag.set((await c.req.json()) as Partial<LagSettings>)
      return c.json(world.lag.settings)
    } catch (error) {
      if (error instanceof RangeError) return c.json({ message: error.message }, 422)
      if (error instanceof SyntaxError) return c.json({ message: 'The body is no JSON.' }, 400)
      throw error
    }
  })

  return routes
}

function presentFault({ id, rule, matched, hits, isSpent }: StandingFault): object {
  return { id, ...rule, matched, hits, is_spent: isSpent }
}

function isThisMachine(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address)
}
