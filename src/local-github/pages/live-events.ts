import type { World } from '../world/world.js'
import { mayRead } from '../world/repositories.js'
import type { PageContext } from './page-context.js'

interface Listener {
  /** `owner/name` in lower case, or `*`. */
  readonly topic: string
  send(): void
}

/** GET /events?topic=owner/name: Server-Sent Events that say that something changed, not what; pages look again by themselves. */
export function liveEvents(world: World): (c: PageContext) => Response {
  const listeners = new Set<Listener>()
  world.listen(({ repository }) => {
    const name = repository && `${repository.owner.login}/${repository.name}`.toLowerCase()
    for (const listener of listeners) {
      if (listener.topic === '*' || listener.topic === name) listener.send()
    }
  })

  return (c) => {
    const topic = (c.req.query('topic') ?? '*').toLowerCase()
    const repository = world.repositories.get(topic)
    const hidden = repository && !mayRead(world, repository, c.var.viewer)
    if ((topic !== '*' && !repository) || hidden) return c.body(null, 204)

    const encoder = new TextEncoder()
    let listener: Listener | undefined
    function leave(): void {
      if (listener) listeners.delete(listener)
    }
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        listener = {
          topic,
          send() {
            try {
              controller.enqueue(encoder.encode('event: change\ndata: {}\n\n'))
            } catch {
              leave()
            }
          },
        }
        listeners.add(listener)
        controller.enqueue(encoder.encode('retry: 1000\n\n'))
      },
      cancel: leave,
    })
    c.req.raw.signal.addEventListener('abort', leave)
    return c.body(stream, 200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    })
  }
}
