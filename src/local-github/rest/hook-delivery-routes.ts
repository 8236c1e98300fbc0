import { Hono } from 'hono'
import type { Delivery } from '../world/delivery.js'
import type { App } from '../world/entities.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { pageOf, urlOf } from './paging.js'
import { invalidRequest } from './request-body.js'
import { appOf, found, numberParam, type RestContext, type RestEnv } from './rest-request.js'

/** Sends a delivery again, with the same GUID. */
export type Redeliver = (deliveryId: number) => Promise<void>

const kept = 3 * 24 * 60 * 60 * 1000

/** What an app's webhook was sent in the last three days, newest first, a cursor at a time. */
export function hookDeliveryRoutes(world: World, redeliver: Redeliver | undefined): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  /** Done ones only: a delivery under way is not listed yet. */
  function deliveriesOf(app: App): Delivery[] {
    const oldest = world.clock().getTime() - kept
    return world.deliveries
      .filter((one) => one.app.id === app.id && one.response !== undefined && Date.parse(one.deliveredAt) >= oldest)
      .reverse()
  }

  function asked(c: RestContext): Delivery {
    const app = appOf(c)
    const id = numberParam(c, 'id')
    return found(world.deliveries.find((one) => one.id === id && one.app.id === app.id))
  }

  routes.get('/app/hook/config', (c) => {
    const { webhook } = appOf(c)
    return answer(c, { content_type: 'json', insecure_ssl: '0', secret: '********', url: webhook.url })
  })

  routes.get('/app/hook/deliveries', (c) => {
    const app = appOf(c)
    const { size } = pageOf(c)
    const cursor = c.req.query('cursor')
    const status = c.req.query('status')
    const all = deliveriesOf(app).filter((one) => status === undefined || statusMatches(one, status))
    const start = cursor === undefined ? 0 : all.findIndex((one) => cursorOf(one) === cursor)
    if (start < 0) throw invalidRequest('Invalid cursor.')
    const response = answer(c, all.slice(start, start + size).map(presentDelivery))
    const next = all[start + size]
    if (next) {
      const url = urlOf(world, c)
      url.searchParams.set('cursor', cursorOf(next))
      response.headers.set('link', `<${url.href}>; rel="next"`)
    }
    return response
  })

  routes.get('/app/hook/deliveries/:id', (c) => {
    const delivery = asked(c)
    const { request, response } = delivery
    return answer(c, {
      ...presentDelivery(delivery),
      url: delivery.app.webhook.url,
      request: { headers: request.headers, payload: request.payload },
      response: { headers: {}, payload: response?.body ?? '' },
    })
  })

  routes.post('/app/hook/deliveries/:id/attempts', (c) => {
    const delivery = asked(c)
    // GitHub accepts at once and delivers on its own time; how it went stands in the list.
    void redeliver?.(delivery.id)
    return answer(c, {}, 202)
  })

  return routes
}

function statusMatches({ response }: Delivery, status: string): boolean {
  const succeeded = response !== undefined && response.statusCode >= 200 && response.statusCode < 300
  if (status === 'success') return succeeded
  // As on GitHub, a delivery that was never answered counts as neither.
  return status === 'failure' && response !== undefined && response.statusCode >= 400
}

function cursorOf({ id }: Delivery): string {
  return `v1_${id}`
}

function presentDelivery(delivery: Delivery): object {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: (delivery.response?.durationMs ?? 0) / 1000,
    status: delivery.response?.status ?? 'pending',
    status_code: delivery.response?.statusCode ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  }
}
