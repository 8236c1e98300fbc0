import { generateKeyPairSync } from 'node:crypto'
import { deliverWebhooks, type WebhookDeliveries } from '../../src/local-github/webhooks/deliver-webhooks.js'
import { installApp, registerApp } from '../../src/local-github/world/apps.js'
import type { App, Installation, Repository } from '../../src/local-github/world/entities.js'
import { hookReceiver, type HookReceiver, type Received } from './hook-receiver.js'
import { createSmallWorld, type SmallWorld } from './small-world.js'

export const secret = 'it is a secret'
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString()

/** A small world whose webhooks are delivered, and who takes them. */
export interface WebhookStage {
  readonly small: SmallWorld
  readonly receiver: HookReceiver
  readonly webhooks: WebhookDeliveries
  /** An app that subscribed to these, where the receiver is unless told. */
  installed(events: readonly string[], how?: HowInstalled): { app: App; installation: Installation }
  /** What came, as `name` or `name.action`, the installation's own event aside. */
  heard(): Promise<string[]>
  /** The newest payload of an event. */
  last(event: string): Promise<Received['payload']>
  close(): Promise<void>
}

interface HowInstalled {
  readonly permissions?: Record<string, 'read' | 'write'>
  readonly on?: Repository[] | 'all'
  readonly url?: string
}

export async function setWebhookStage(): Promise<WebhookStage> {
  const small = await createSmallWorld()
  small.world.url = 'http://github.local'
  const receiver = await hookReceiver()
  const webhooks = deliverWebhooks(small.world)
  return {
    small,
    receiver,
    webhooks,
    installed(events, { permissions = {}, on = 'all', url = receiver.url } = {}) {
      const { world, maya } = small
      const slug = `app-${world.apps.size}`
      const app = registerApp(world, {
        slug,
        name: slug,
        owner: maya.user,
        permissions,
        events,
        webhookUrl: url,
        webhookSecret: secret,
        privateKey,
      })
      return { app, installation: installApp(world, app, maya.user, on) }
    },
    async heard() {
      await webhooks.idle()
      const named = receiver.received.map(({ headers, payload }) =>
        [headers['x-github-event'], payload['action']].filter(Boolean).join('.'),
      )
      return named.filter((name) => name !== 'installation.created')
    },
    async last(event) {
      await webhooks.idle()
      const found = receiver.received.filter(({ headers }) => headers['x-github-event'] === event).at(-1)
      if (!found) throw new Error(`no ${event} came`)
      return found.payload
    },
    async close() {
      await webhooks.stop()
      await receiver.close()
      await small.close()
    },
  }
}
