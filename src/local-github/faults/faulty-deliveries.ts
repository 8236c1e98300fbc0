import type { App } from '../world/entities.js'
import type { WorldEvent } from '../world/world.js'
import type { Faults } from './create-faults.js'
import type { Wait } from './wait.js'

/** How long a webhook is held back at most where no other one comes, in milliseconds. */
const longestHold = 10_000

/** Lets webhooks through as the rules want: not at all, twice, after the next one, or later. */
export interface FaultyDeliveries {
  /** `enqueue` puts a sending behind those that wait for the app already. */
  pass(event: WorldEvent, app: App, send: () => Promise<void>): void
  /** Sends what is held back; false where nothing was. */
  release(): boolean
  /** What is neither sent nor in a queue yet. */
  underWay(): readonly Promise<void>[]
}

export function faultyDeliveries(
  faults: Faults,
  wait: Wait,
  enqueue: (app: App, send: () => Promise<void>) => void,
): FaultyDeliveries {
  const held = new Map<
    number,
    { readonly app: App; readonly send: () => Promise<void>; readonly timer: NodeJS.Timeout }
  >()
  const delayed = new Set<Promise<void>>()

  function hold(app: App, send: () => Promise<void>): void {
    const timer = setTimeout(() => letGo(app), longestHold)
    timer.unref()
    held.set(app.id, { app, send, timer })
  }

  function letGo(app: App): void {
    const waiting = held.get(app.id)
    if (!waiting) return
    clearTimeout(waiting.timer)
    held.delete(app.id)
    enqueue(app, waiting.send)
  }

  function delay(app: App, ms: number, send: () => Promise<void>): void {
    const waited = wait(ms).then(() => enqueue(app, send))
    delayed.add(waited)
    void waited.finally(() => delayed.delete(waited))
  }

  return {
    pass({ name, action, repository }, app, send) {
      const named = repository && `${repository.owner.login}/${repository.name}`
      const effect = faults.strikeWebhook({ event: name, action, repository: named })
      // The one that follows goes first, whatever would befall it too: two that are held would be in order again.
      if (effect?.kind === 'reorder' && !held.has(app.id)) return hold(app, send)
      if (effect?.kind === 'drop') return
      if (effect?.kind === 'delay') return delay(app, effect.ms, send)
      enqueue(app, send)
      if (effect?.kind === 'duplicate') enqueue(app, send)
      letGo(app)
    },
    release() {
      const waiting = [...held.values()]
      for (const { app } of waiting) letGo(app)
      return waiting.length > 0
    },
    underWay: () => [...delayed],
  }
}
