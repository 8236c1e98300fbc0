import { createServer, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createFaults, type Faults } from './faults/create-faults.js'
import { failsOnceRule } from './faults/fails-once.js'
import { faultRoutes } from './faults/fault-routes.js'
import type { RequestEffect, WebhookEffect } from './faults/fault-rule.js'
import { faultyGit } from './faults/faulty-git.js'
import { faultyRequests } from './faults/faulty-requests.js'
import { realWait, type Wait } from './faults/wait.js'
import { gitHttp } from './git-http/git-http.js'
import { graphqlRoutes } from './graphql/graphql-routes.js'
import { createPointLimits } from './graphql/point-limits.js'
import { limitRequests } from './limits/limit-requests.js'
import { createSecondaryLimits, type SecondaryLimits, type SecondaryLimitSettings } from './limits/secondary-limits.js'
import { pageRoutes, type PageOptions } from './pages/page-routes.js'
import { rateLimits, type RateLimits, type RequestsPerHour } from './rest/rate-limit.js'
import { restRoutes, type RestOptions } from './rest/rest-routes.js'
import { uploadRoutes } from './rest/upload-routes.js'
import { runMergeQueues } from './run-merge-queues.js'
import { runWorkflows, workflowPlayRoutes, type WorkflowRunner } from './run-workflows.js'
import { deliverWebhooks } from './webhooks/deliver-webhooks.js'
import { createWorld } from './world/create-world.js'
import { randomIds } from './world/ids.js'
import { createUser } from './world/users.js'
import type { Lag } from './world/lag.js'
import type { Ids, World } from './world/world.js'

export interface LocalGitHubOptions {
  /** Where the repositories are kept. */
  readonly dataDir: string
  readonly clock?: () => Date
  readonly ids?: Ids
  /** Login of the user that acts for whoever pushes or clicks without signing in; made if there is none. */
  readonly anonymous?: string
  /** What each client may ask in an hour; GitHub's 5,000, and 60 for who does not sign in, unless told. */
  readonly requestsPerHour?: RequestsPerHour
  /** What of GitHub's secondary limits is to be otherwise. */
  readonly secondaryLimits?: Partial<SecondaryLimitSettings>
  /** How time passes for faults that delay; by the machine's clock unless told. */
  readonly wait?: Wait
}

export interface LocalGitHub {
  readonly world: World
  /** What is to go wrong; also at `/_faults` and on the page `/settings/faults`. */
  readonly faults: Faults
  /** How far reads are behind: `github.lag.set({ readsMs: 2000 })`. */
  readonly lag: Lag
  /** Plays workflows; told how by `world.records(repository).workflowPlays`, and at `/_workflows/{owner}/{repo}`. */
  readonly workflows: WorkflowRunner
  /** What clients may do in a short time; can be changed as it runs. */
  readonly secondaryLimits: SecondaryLimits
  /** Makes the next of these fail, and gives the rule's id; see `failsOnceRule`. */
  failsOnce(target: string, how?: number | RequestEffect | WebhookEffect): string
  /**
   * Serves on `host` (127.0.0.1 unless told) and answers with the URL; port 0 takes a free one.
   * @throws {ListenError} where the port is taken or may not be used
   */
  listen(port: number, host?: string): Promise<string>
  /** Ends the server, the connections that are open, the deliveries under way and git's processes. */
  close(): Promise<void>
  /** Waits until every webhook delivery made so far is done. */
  idle(): Promise<void>
}

/** GitHub's own name for an account that is not there: it looks at pages, and owns nothing. */
const nobody = 'ghost'

/** How long an idle connection stays open: a client on a busy machine may come late with its next request. */
const keepAliveMs = 60_000

/** The server cannot have the port that it was told; `message` is a sentence for people. */
export class ListenError extends Error {
  constructor(
    readonly code: 'port-taken' | 'port-forbidden' | 'host-unknown',
    message: string,
  ) {
    super(message)
    this.name = 'ListenError'
  }
}

/** A GitHub of its own: pages, REST, GraphQL and git over HTTP on one port, webhooks to whoever registered an app. */
export function createLocalGitHub(options: LocalGitHubOptions): LocalGitHub {
  const { dataDir, clock = () => new Date(), ids = randomIds(), anonymous } = options
  const world = createWorld({ dataDir, clock, ids })
  if (anonymous !== undefined) world.anonymous = createUser(world, { login: anonymous })
  const faults = createFaults()
  const wait = options.wait ?? realWait
  const webhooks = deliverWebhooks(world, { faults, wait })
  const workflows = runWorkflows(world)
  const redeliver = (id: number) => webhooks.redeliver(id)
  const queues = runMergeQueues(world)
  const secondaryLimits = createSecondaryLimits(clock, options.secondaryLimits)
  const limits = rateLimits(world, options.requestsPerHour)
  const rest = { redeliver, graphqlPoints: createPointLimits(world), limits }
  const pages: PageOptions = { redeliver, anonymous: world.anonymous?.login ?? nobody, faults }
  const server = serverOf(world, rest, pages, { faults, wait, secondaryLimits })
  return {
    world,
    faults,
    lag: world.lag,
    secondaryLimits,
    failsOnce: (target, how) => faults.add(failsOnceRule(target, how)),
    workflows,
    async idle() {
      await workflows.idle()
      await queues.idle()
      await webhooks.idle()
    },
    async listen(port, host = '127.0.0.1') {
      await listening(server, port, host)
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      world.url = `http://${nameFor(host)}:${bound}`
      return world.url
    },
    async close() {
      workflows.stop()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await webhooks.stop()
      await closed
      await world.close()
    },
  }
}

/** What makes this GitHub no kinder than the real one. */
interface Unkindness {
  readonly faults: Faults
  readonly wait: Wait
  readonly secondaryLimits: SecondaryLimits
}

function serverOf(
  world: World,
  restOptions: RestOptions & { readonly limits: RateLimits },
  pageOptions: PageOptions,
  { faults, wait, secondaryLimits }: Unkindness,
): Server {
  const rest = restRoutes(world, restOptions)
  const graphql = graphqlRoutes(world, restOptions.graphqlPoints)
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  app.get('/healthz', (c) => c.text('ok\n'))
  app.route('/_faults', faultRoutes(world, faults))
  app.route('/_workflows', workflowPlayRoutes(world))
  app.use('*', faultyRequests(world, faults, wait))
  app.use('*', limitRequests(world, secondaryLimits))
  app.route('/api/v3', rest)
  app.route('/api/uploads', uploadRoutes(world, restOptions.limits))
  app.route('/api/graphql', graphql)
  app.route('/graphql', graphql)
  // A client that was told nothing but the host asks there for what it names by its media type.
  app.use('*', async (c, next) => {
    if (/application\/vnd\.github[.+]/.test(c.req.header('accept') ?? '')) return rest.fetch(c.req.raw)
    return next()
  })
  app.route('/', pageRoutes(world, pageOptions))
  const answers = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const git = faultyGit(gitHttp(world), faults, wait)
  return createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    if (!git(request, response)) void answers(request, response)
  })
}

/** What a browser on this machine takes: an address that stands for all of them is none that can be opened. */
function nameFor(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(listenError(error, port, host))
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      resolve()
    })
  })
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ListenError(
        'port-taken',
        `Port ${port} on ${host} is taken: stop what runs there, or choose another port.`,
      )
    case 'EACCES':
      return new ListenError('port-forbidden', `Port ${port} may not be used by this user: choose one above 1023.`)
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
      return new ListenError('host-unknown', `${host} is no address of this machine: choose 127.0.0.1 or 0.0.0.0.`)
    default:
      return error
  }
}
