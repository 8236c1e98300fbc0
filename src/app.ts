import { createServer, type Server } from 'node:http'
import type { Logger } from 'pino'
import { createNodeMiddleware, Probot } from 'probot'
import { act } from './act/act.js'
import { decide } from './decide/decide.js'
import { look } from './observe/look.js'
import { observeInstallations } from './observe/observe-installations.js'
import { observeRepository } from './observe/observe-repository.js'
import { octokitClass } from './octokit.js'
import { createLookAtRepository } from './reconciler/look-at-repository.js'
import { createMemoryQueue } from './reconciler/memory-queue.js'
import type { Queue } from './reconciler/queue.js'
import { resync } from './reconciler/resync.js'
import type { Time } from './reconciler/time.js'
import type { Credentials, Mode } from './settings.js'
import { createMemoryDecisionLog, type DecisionLog } from './store/decision-log.js'
import { events, whereToLook } from './webhooks/where-to-look.js'

export interface LandfallOptions {
  readonly app: Credentials
  readonly baseUrl: string
  readonly webhookPath: string
  readonly logger: Logger
  readonly time: Time
  /** Whether to keep GitHub's advice of a second between writes; a GitHub on this machine asks for none. */
  readonly pace: boolean
  /** How long a burst of webhooks is gathered before the repository is looked at. */
  readonly pauseMs: number
  readonly mode: Mode
}

const resyncEveryMs = 30 * 60_000

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
  readonly queue: Queue
  readonly log: DecisionLog
  /** Looks at every repository of every installation; gives their number. */
  resync(): Promise<number>
  /** Closes the door, finishes what runs. */
  stop(): Promise<void>
}

/** Wires the loop: the only place that knows all the rooms. Asks GitHub who the app is, so it fails where that cannot be answered. */
export async function createLandfall(options: LandfallOptions, rooms: Rooms = ownRooms): Promise<Landfall> {
  const { app, baseUrl, webhookPath, logger, time, pace, pauseMs, mode } = options
  const probot = new Probot({
    appId: app.appId,
    privateKey: app.privateKey,
    secret: app.webhookSecret,
    baseUrl,
    webhookPath,
    Octokit: octokitClass({ pace }),
    log: logger,
  })
  const appClient = await probot.auth()
  const { data: self } = await appClient.rest.apps.getAuthenticated()
  const login = `${self?.slug ?? ''}[bot]`

  const log = createMemoryDecisionLog(1_000)
  const lookAtRepository = createLookAtRepository({
    log,
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
  const queue: Queue = createMemoryQueue({
    work: (job) => lookAtRepository(job, queue),
    onError: (error, { repo }) => logger.error({ err: error, repo }, 'the loop itself failed'),
    time,
    pauseMs,
  })

  const webhooks = await createNodeMiddleware(
    (probot) => {
      probot.on([...events], (event) => {
        for (const job of whereToLook(event, login)) queue.enqueue(job)
      })
    },
    { probot, webhooksPath: webhookPath },
  )
  const server = createServer((request, response) => {
    if (request.url === '/healthz') {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
      return
    }
    void webhooks(request, response, () => response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n'))
  })

  function resyncAll(): Promise<number> {
    const onError = (error: unknown, installationId: number): void => {
      logger.error({ err: error, installationId }, 'an installation could not be read')
    }
    return resync(
      observeInstallations(appClient, (id) => probot.auth(id), onError),
      queue,
    )
  }

  /** Whatever webhooks were lost is found by looking. */
  let next = time.after(resyncEveryMs, resyncNow)
  function resyncNow(): void {
    next = time.after(resyncEveryMs, resyncNow)
    resyncAll().catch((error: unknown) => logger.error({ err: error }, 'a resync failed'))
  }

  return {
    login,
    server,
    queue,
    log,
    resync: resyncAll,
    async stop() {
      next.cancel()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await queue.stop()
    },
  }
}
