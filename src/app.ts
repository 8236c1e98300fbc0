import { createServer, type Server } from 'node:http'
import type { Logger } from 'pino'
import { Probot } from 'probot'
import { act } from './act/act.js'
import { decide } from './decide/decide.js'
import type { Time } from './model/time.js'
import { look } from './observe/look.js'
import { observeInstallations } from './observe/observe-installations.js'
import { observeRepository } from './observe/observe-repository.js'
import { octokitClass } from './octokit.js'
import { createLookAtRepository } from './reconciler/look-at-repository.js'
import { resync } from './reconciler/resync.js'
import type { Credentials, Mode } from './settings.js'
import type { Store } from './store/store.js'
import { receiveWebhooks } from './webhooks/receive-webhooks.js'

export interface LandfallOptions {
  readonly app: Credentials
  readonly baseUrl: string
  readonly webhookPath: string
  readonly logger: Logger
  readonly time: Time
  /** What is remembered; it is closed by whoever opened it. */
  readonly store: Store
  /** Whether to keep GitHub's advice of a second between writes; a GitHub on this machine asks for none. */
  readonly pace: boolean
  readonly mode: Mode
}

const resyncEveryMs = 30 * 60_000

/** Whoever stops a process kills it after 30 seconds at most (Kubernetes), or after 10 (Docker). */
const stopWithinMs = 8_000

/** Eyes, mind and hands: what the loop is wired to. */
export interface Rooms {
  readonly observeRepository: typeof observeRepository
  readonly look: typeof look
  readonly decide: typeof decide
  readonly act: typeof act
}

const ownRooms: Rooms = { observeRepository, look, decide, act }

/** The bot, wired and ready to listen. */
export interface Landfall {
  /** `slug[bot]`, the login under which it acts. */
  readonly login: string
  readonly server: Server
  /** Looks at every repository of every installation; gives their number. */
  resync(): Promise<number>
  /** Closes the door and finishes what runs; what takes too long is handed back to the queue. */
  stop(): Promise<void>
}

/** Wires the loop: the only place that knows all the rooms. Asks GitHub who the app is, so it fails where that cannot be answered. */
export async function createLandfall(options: LandfallOptions, rooms: Rooms = ownRooms): Promise<Landfall> {
  const { app, baseUrl, webhookPath, logger, time, store, pace, mode } = options
  const probot = new Probot({
    appId: app.appId,
    privateKey: app.privateKey,
    secret: app.webhookSecrets[0],
    baseUrl,
    webhookPath,
    Octokit: octokitClass({ pace }),
    log: logger,
  })
  const appClient = await probot.auth()
  const { data: self } = await appClient.rest.apps.getAuthenticated()
  const login = `${self?.slug ?? ''}[bot]`

  const lookAtRepository = createLookAtRepository({
    log: store.decisions,
    logger,
    now: time.now,
    sensesFor: async ({ repo }) => {
      const octokit = await probot.auth(repo.installationId)
      return {
        observe: () => rooms.observeRepository(octokit, repo, app.appId),
        look: (snapshot, wanted) => rooms.look(octokit, snapshot, wanted),
        decide: rooms.decide,
        act: (action) => rooms.act(octokit, repo, action),
        heldBack: mode === 'observe' ? 'LANDFALL_MODE=observe' : undefined,
      }
    },
  })
  const door = receiveWebhooks({
    secrets: app.webhookSecrets,
    ownLogin: login,
    receive: (guid, jobs) => store.queue.receive(guid, jobs),
    onError: (error, guid) => logger.error({ err: error, guid }, 'a webhook could not be kept'),
    onAnswer: (event, status) => logger.debug({ event, status }, 'webhook'),
  })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://landfall')
    if (pathname === webhookPath) return door(request, response)
    if (pathname === '/healthz') return void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
  })

  function resyncAll(): Promise<number> {
    const onError = (error: unknown, installationId: number): void => {
      logger.error({ err: error, installationId }, 'an installation could not be read')
    }
    return resync(
      observeInstallations(appClient, (id) => probot.auth(id), onError),
      store.queue,
    )
  }

  store.queue.start(lookAtRepository)

  /** Whatever webhooks were lost is found by looking. */
  let next = time.after(resyncEveryMs, resyncNow)
  function resyncNow(): void {
    next = time.after(resyncEveryMs, resyncNow)
    resyncAll().catch((error: unknown) => logger.error({ err: error }, 'a resync failed'))
  }

  return {
    login,
    server,
    resync: resyncAll,
    async stop() {
      next.cancel()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await store.queue.stop(stopWithinMs)
    },
  }
}
