import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { AllowanceNote } from '../model/allowance.js'
import type { Depth } from '../store/queue.js'

/** What is counted, for whoever runs Landfall. */
export interface Metrics {
  /** A request at the door and the status of its answer. */
  webhook(event: string, status: number): void
  /** A look, how it ended, and how long it took. */
  look(kind: string, ms: number): void
  /** A request to GitHub; undefined where no answer came. */
  request(
    installationId: number,
    heard: { readonly status: number; readonly allowance: AllowanceNote } | undefined,
  ): void
  /** An error that no caller hears of. */
  error(where: string): void
  /** Deliveries that GitHub could not deliver, found and made good. */
  missed(deliveries: number): void
  /** Everything, in Prometheus' text format. */
  print(): Promise<string>
  readonly contentType: string
}

/** Of the process itself: watched once, however many bots are in it. */
const ofTheProcess = new Registry()
collectDefaultMetrics({ register: ofTheProcess })

export function createMetrics(depth: () => Promise<Depth>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const webhooks = new Counter({
    name: 'landfall_webhooks_total',
    help: 'Webhooks that came in, by event and by the status of the answer.',
    labelNames: ['event', 'status'],
    registers,
  })
  const looks = new Histogram({
    name: 'landfall_look_seconds',
    help: 'How long looks at a repository took, by how they ended.',
    labelNames: ['outcome'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers,
  })
  const requests = new Counter({
    name: 'landfall_github_requests_total',
    help: 'Requests to GitHub, by installation and status; "none" where no answer came.',
    labelNames: ['installation', 'status'],
    registers,
  })
  const remaining = new Gauge({
    name: 'landfall_github_rate_limit_remaining',
    help: 'What GitHub still grants until the next reset, by installation and resource.',
    labelNames: ['installation', 'resource'],
    registers,
  })
  const errors = new Counter({
    name: 'landfall_errors_total',
    help: 'Errors, by where they happened.',
    labelNames: ['where'],
    registers,
  })
  const missed = new Counter({
    name: 'landfall_missed_deliveries_total',
    help: 'Webhooks that GitHub could not deliver, found in its list and made good.',
    registers,
  })
  new Gauge({
    name: 'landfall_queue_jobs',
    help: 'Jobs in the queue: ready, due later, running, dead.',
    labelNames: ['state'],
    registers,
    async collect() {
      const { ready, later, running, dead } = await depth()
      for (const [state, count] of Object.entries({ ready, later, running, dead })) this.set({ state }, count)
    },
  })
  new Gauge({
    name: 'landfall_queue_oldest_ready_seconds',
    help: 'For how long the oldest job that is due has been due.',
    registers,
    async collect() {
      this.set((await depth()).oldestMs / 1_000)
    },
  })

  return {
    webhook: (event, status) => webhooks.inc({ event, status: String(status) }),
    look: (outcome, ms) => looks.observe({ outcome }, ms / 1_000),
    request(installationId, heard) {
      const installation = String(installationId)
      requests.inc({ installation, status: String(heard?.status ?? 'none') })
      const { resource, remaining: left } = heard?.allowance ?? {}
      if (resource !== undefined && left !== undefined) remaining.set({ installation, resource }, left)
    },
    error: (where) => errors.inc({ where }),
    missed: (deliveries) => missed.inc(deliveries),
    print: () => Registry.merge([ofTheProcess, registry]).metrics(),
    contentType: registry.contentType,
  }
}
