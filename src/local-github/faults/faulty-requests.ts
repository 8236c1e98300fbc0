import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import type { World } from '../world/world.js'
import { requestFactsOf } from './api-request.js'
import type { Faults } from './create-faults.js'
import type { RequestEffect } from './fault-rule.js'
import { faultyAnswer } from './faulty-answer.js'
import type { Wait } from './wait.js'

/** Does to requests of the API what the rules say: before they are carried out, or after it, so that only the answer is lost. */
export function faultyRequests(
  world: World,
  faults: Faults,
  wait: Wait,
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    if (faults.list().length === 0) return next()
    const facts = await requestFactsOf(c)
    const effect = facts && faults.strikeRequest(facts)
    if (!effect) return next()
    const isLate = effect.when === 'after'
    if (isLate) await next()
    const spoilt = await spoil(world, c, facts.path, effect, wait)
    if (spoilt) {
      // Without this the headers of the lost answer would stay.
      c.res = undefined
      c.res = spoilt
    } else if (!isLate) await next()
    return undefined
  }
}

/** What comes in place of the answer; undefined where the answer itself still comes. */
async function spoil(
  world: World,
  c: Context<{ Bindings: HttpBindings }>,
  path: string,
  effect: RequestEffect,
  wait: Wait,
): Promise<Response | undefined> {
  switch (effect.kind) {
    case 'status':
      return faultyAnswer(world, path, effect)
    case 'delay':
      await wait(effect.ms)
      return undefined
    case 'reset':
      c.env.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    case 'hang':
      await new Promise<void>((resolve) => c.env.incoming.socket.once('close', resolve))
      return RESPONSE_ALREADY_SENT
  }
}
