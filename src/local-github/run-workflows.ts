import { Hono } from 'hono'
import { playWorkflows } from './world/play-workflows.js'
import type { WorkflowPlay } from './world/records.js'
import { Refusal } from './world/refusal.js'
import { findRepository } from './world/repositories.js'
import { checkedPlay, triggerWorkflows } from './world/trigger-workflows.js'
import type { World } from './world/world.js'

/** Runs the workflows of a world. */
export interface WorkflowRunner {
  /** Brings all runs to where they have to be by now. */
  play(): void
  /** Waits until what was told so far has started what it starts. Throws where that failed, which is this GitHub's own fault. */
  idle(): Promise<void>
  stop(): void
}

const lookEvery = 250

/** Listens for what starts workflows, and looks at the clock four times a second; whoever moves the clock may `play` at once. */
export function runWorkflows(world: World): WorkflowRunner {
  let last: Promise<void> = Promise.resolve()
  const failures: unknown[] = []
  world.listen((event) => {
    if (event.name !== 'push' && event.name !== 'deployment') return
    last = last.then(() => triggerWorkflows(world, event)).catch((error: unknown) => void failures.push(error))
  })
  const timer = setInterval(() => {
    try {
      playWorkflows(world)
    } catch (error) {
      failures.push(error)
    }
  }, lookEvery)
  timer.unref()
  return {
    play: () => playWorkflows(world),
    async idle() {
      await last
      // What is due by the clock is not left to the timer, which may be late.
      playWorkflows(world)
      const [failure] = failures.splice(0)
      if (failure !== undefined) throw failure
    },
    stop: () => clearInterval(timer),
  }
}

/** How a repository's workflows will go, over HTTP: `GET`, `POST` (one more play) and `DELETE` (none) of `/{owner}/{repo}`. */
export function workflowPlayRoutes(world: World): Hono {
  const routes = new Hono()
  routes.onError((error) => {
    if (!(error instanceof Refusal)) throw error
    return new Response(JSON.stringify({ message: error.message, errors: error.errors }), { status: error.status })
  })
  const playsOf = (owner: string, name: string): WorkflowPlay[] => {
    const repository = findRepository(world, owner, name)
    if (!repository) throw new Refusal(404, 'Not Found')
    return world.records(repository).workflowPlays
  }
  routes.get('/:owner/:repo', (c) => c.json(playsOf(c.req.param('owner'), c.req.param('repo'))))
  routes.post('/:owner/:repo', async (c) => {
    const plays = playsOf(c.req.param('owner'), c.req.param('repo'))
    plays.push(checkedPlay(await c.req.json()))
    return c.json(plays, 201)
  })
  routes.delete('/:owner/:repo', (c) => {
    playsOf(c.req.param('owner'), c.req.param('repo')).splice(0)
    return c.body(null, 204)
  })
  return routes
}
