import { createFaults, type Faults } from '../faults/create-faults.js'
import { faultyDeliveries } from '../faults/faulty-deliveries.js'
import { realWait, type Wait } from '../faults/wait.js'
import { installationsFor } from '../world/apps.js'
import type { Delivery } from '../world/delivery.js'
import type { App, Installation } from '../world/entities.js'
import type { World, WorldEvent } from '../world/world.js'
import { payloadOf } from './payload-of.js'
import { postDelivery } from './post-delivery.js'
import { requestHeaders } from './request-headers.js'

/** Sends what happens in the world to the apps that want to know. */
export interface WebhookDeliveries {
  /** Sends a delivery once more, with the same GUID; done when it was answered. Nothing happens where there is none of that id. */
  redeliver(deliveryId: number): Promise<void>
  /** Waits until nothing is under way. Throws when a payload could not be put together, which is this GitHub's own fault. */
  idle(): Promise<void>
  /** Gives up what is under way and delivers no more. */
  stop(): Promise<void>
}

export interface WebhookOptions {
  /** What is to go wrong with them. */
  readonly faults?: Faults
  readonly wait?: Wait
}

/** GitHub drops what is bigger, without a word. */
const biggestPayload = 25 * 1024 * 1024

/** In order for each app, the apps side by side; each delivery once, with ten seconds to be answered, and kept in `world.deliveries`. */
export function deliverWebhooks(world: World, options: WebhookOptions = {}): WebhookDeliveries {
  const { faults = createFaults(), wait = realWait } = options
  const lastOf = new Map<number, Promise<void>>()
  const failures: unknown[] = []
  const stopped = new AbortController()
  const ways = faultyDeliveries(faults, wait, enqueue)

  world.listen((event) => {
    for (const installation of installationsTold(world, event)) {
      // Begun now, so that it tells the state of this moment; sent when those before it are.
      const payload = payloadOf(world, event, installation)
      payload.catch(() => undefined)
      let guid: string | undefined
      ways.pass(event, installation.app, async () =>
        send(event, installation, await payload, (guid ??= world.ids.guid())),
      )
    }
  })

  function enqueue(app: App, work: () => Promise<void>): void {
    const last = lastOf.get(app.id) ?? Promise.resolve()
    lastOf.set(
      app.id,
      last
        .then(() => (stopped.signal.aborted ? undefined : work()))
        .catch((error: unknown) => void failures.push(error)),
    )
  }

  async function send(
    { name, action, repository }: WorldEvent,
    installation: Installation,
    payload: object,
    guid: string,
  ): Promise<void> {
    const body = JSON.stringify(payload)
    if (Buffer.byteLength(body) > biggestPayload) return
    const { app } = installation
    await deliver({
      id: world.ids.number(),
      guid,
      app,
      event: name,
      action,
      installationId: installation.id,
      repositoryId: repository?.id ?? null,
      redelivery: false,
      deliveredAt: world.clock().toISOString(),
      request: { headers: requestHeaders({ app, event: name, guid, body }), payload },
      response: undefined,
    })
  }

  async function deliver(delivery: Delivery): Promise<void> {
    world.deliveries.push(delivery)
    const { app, request } = delivery
    delivery.response = await postDelivery(
      app.webhook.url,
      request.headers,
      JSON.stringify(request.payload),
      stopped.signal,
    )
  }

  return {
    redeliver(deliveryId) {
      const earlier = world.deliveries.find(({ id }) => id === deliveryId)
      if (!earlier) return Promise.resolve()
      const { app, event, guid, request } = earlier
      const headers = requestHeaders({ app, event, guid, body: JSON.stringify(request.payload) })
      enqueue(app, () =>
        deliver({
          ...earlier,
          id: world.ids.number(),
          redelivery: true,
          deliveredAt: world.clock().toISOString(),
          request: { headers, payload: request.payload },
          response: undefined,
        }),
      )
      return lastOf.get(app.id) ?? Promise.resolve()
    },
    async idle() {
      for (let waited: Promise<void>[] = []; ;) {
        const now = [...lastOf.values(), ...ways.underWay()]
        if (now.every((one) => waited.includes(one)) && !ways.release()) break
        await Promise.all(now)
        waited = now
      }
      const [failure] = failures.splice(0)
      if (failure !== undefined) throw failure
    },
    async stop() {
      stopped.abort()
      await Promise.all(lastOf.values())
    },
  }
}

/** Whom an event concerns: who is on the repository (or is meant alone), subscribed, not suspended, and reachable. */
function installationsTold(world: World, event: WorldEvent): Installation[] {
  const { name, repository, installation } = event
  if (isUntold(event)) return []
  const covering = installation ? [installation] : repository ? installationsFor(world, repository) : []
  return covering.filter(({ app, suspendedAt }) => {
    if (app.webhook.url === '') return false
    if (name === 'installation') return true
    return suspendedAt === undefined && (isToldUnasked(event) || app.events.includes(name))
  })
}

/** Of what becomes inactive GitHub sends no webhook. */
function isUntold({ subject }: WorldEvent): boolean {
  return subject.kind === 'deployment_status' && subject.status.state === 'inactive'
}

/** What every app is sent, subscribed or not: its own installation, and the check suites and runs that it alone is asked for. */
function isToldUnasked({ name, action }: WorldEvent): boolean {
  if (name === 'installation_repositories' || name === 'ping') return true
  if (name === 'check_suite') return action === 'requested' || action === 'rerequested'
  return name === 'check_run' && action === 'rerequested'
}
