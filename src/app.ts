import { createServer, type Server } from 'node:http'
import type { Logger } from 'pino'
import { Probot } from 'probot'
import { answerProbes } from './dashboard/answer-probes.js'
import { createMetrics } from './dashboard/metrics.js'
import { explainAbsence } from './decide/explain-absence.js'
import { readAllowance } from './model/allowance.js'
import { touchedEnvironments } from './model/job.js'
import type { Time } from './model/time.js'
import { createKnown } from './observe/known.js'
import { readAlong } from './observe/read-along.js'
import { observeDeliveries } from './observe/observe-deliveries.js'
import { observeInstallation, observeInstallations } from './observe/observe-installations.js'
import { createTokenCache, failedRequestOf, fetchWithin, hearAnswers, octokitClass, type Octokit } from './octokit.js'
import { createAllowances } from './reconciler/allowances.js'
import { catchUp } from './reconciler/catch-up.js'
import { createLookAtRepository } from './reconciler/look-at-repository.js'
import { createResync } from './reconciler/resync.js'
import { createTellingPace } from './reconciler/telling-pace.js'
import { createServerClock } from './reconciler/server-clock.js'
import { untilStopped } from './reconciler/until-stopped.js'
import type * as ownRooms from './rooms.js'
import type { Credentials, Mode } from './settings.js'
import type { Store } from './store/store.js'
import { receiveWebhooks, type Failure } from './webhooks/receive-webhooks.js'

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
  /** How long an answer of GitHub is waited for; half a minute unless told. GitHub itself gives a query ten seconds. */
  readonly patienceMs?: number
}

/** How often it is made sure that no webhook was missed. */
const catchUpEveryMs = 5 * 60_000

/** Whoever stops a process kills it after 30 seconds at most (Kubernetes), or after 10 (Docker): some are left to hand back and to close. */
const stopWithinMs = 7_000

const mishaps: Readonly<Record<Failure, string>> = {
  body: 'a webhook ended before it was whole',
  payload: 'a webhook does not say where to look',
  door: 'a webhook could not be kept',
}

/** What knocks as the door closes is still answered, within this time. */
const answerWithinMs = 1_000

/** What the loop is wired to. The door answers without it, and it is most of what there is to load: the first look fetches it. */
export type Rooms = typeof ownRooms

/** The bot, wired and ready to listen. */
export interface Landfall {
  /** `slug[bot]`, the login under which it acts. */
  readonly login: string
  readonly server: Server
  /** Looks at every repository of every installation; gives the number of those that could be read at once. */
  resync(): Promise<number>
  /** Resolves when nothing is under way and nothing that is due waits. */
  idle(): Promise<void>
  /** Closes the door and finishes what runs; what takes too long is handed back to the queue. */
  stop(): Promise<void>
}

/** Wires the loop: the only place that knows all the rooms. Asks GitHub who the app is, so it fails where that cannot be answered. */
export async function createLandfall(options: LandfallOptions, otherRooms?: Rooms): Promise<Landfall> {
  const { app, baseUrl, webhookPath, logger, time, store, pace, mode, patienceMs = 30_000 } = options
  const tokens = createTokenCache(time.now)
  const probot = new Probot({
    appId: app.appId,
    privateKey: app.privateKey,
    secret: app.webhookSecrets[0],
    baseUrl,
    webhookPath,
    request: { fetch: fetchWithin(patienceMs) },
    Octokit: octokitClass({ pace, tokens }),
    log: logger,
  })
  const appClient = await probot.auth()
  const { data: self } = await appClient.rest.apps.getAuthenticated()
  const login = `${self?.slug ?? ''}[bot]`

  const metrics = createMetrics(() => store.queue.depth())
  const clock = createServerClock(time.now)
  const known = createKnown(clock.now)
  const allowances = createAllowances(clock.now)
  const telling = createTellingPace(store.marks, clock.now)

  async function clientFor(installationId: number): Promise<Octokit> {
    const octokit = await probot.auth(installationId)
    hearAnswers(octokit, (answer) => {
      if (answer === undefined) return metrics.request(installationId, undefined)
      const { status, headers } = answer
      if (headers['date'] !== undefined) clock.hear(String(headers['date']))
      if (status === 401) tokens.forget(installationId)
      const allowance = readAllowance(answer, clock.now())
      allowances.hear(installationId, allowance)
      metrics.request(installationId, { status, allowance })
    })
    return octokit
  }

  const lookAtRepository = createLookAtRepository({
    log: store.decisions,
    marks: store.marks,
    logger,
    now: clock.now,
    sensesFor: async (job) => {
      const { repo, hints } = job
      const rooms = otherRooms ?? (await import('./rooms.js'))
      const octokit = await clientFor(repo.installationId)
      const along = readAlong(hints, () => known.paths.take(repo))
      const touched = touchedEnvironments(job)
      const unsettled = job.settled === true ? [] : touched
      known.deployments.forget(repo, touched)
      return {
        observe: () => rooms.observeRepository(octokit, repo, app.appId, { along }),
        look: (snapshot, wanted) => rooms.look(octokit, snapshot, wanted, { ...known, along, unsettled }),
        decide: rooms.decide,
        act(actions) {
          for (const action of actions) if ('number' in action) known.threads.forget(repo, action.number)
          if (actions.some(({ kind }) => kind === 'say-deployment-status')) known.deployments.forget(repo, 'all')
          return rooms.actTogether(octokit, repo, actions)
        },
        together: rooms.together,
        restMs: (action) => telling.turn(repo.installationId, action),
        heldBack: mode === 'observe' ? 'LANDFALL_MODE=observe' : undefined,
      }
    },
    restMs: ({ repo, priority }) => allowances.restMs(repo.installationId, priority),
    explainAbsence(error) {
      const request = failedRequestOf(error)
      return request && explainAbsence(request)
    },
    requestIdOf: (error) => failedRequestOf(error)?.requestId,
    onLook: (kind, ms) => metrics.look(kind, ms),
  })
  const door = receiveWebhooks({
    secrets: app.webhookSecrets,
    ownLogin: login,
    receive: (guid, jobs) => store.queue.receive(guid, jobs),
    onError(error, guid, where) {
      metrics.error(where)
      logger.error({ err: error, guid }, mishaps[where])
    },
    onAnswer(event, status, guid) {
      metrics.webhook(event, status)
      logger.debug({ event, status, guid }, 'webhook')
    },
  })
  const server = createServer((request, response) => {
    // By hand: `new URL` throws at what strangers send, and would end the process.
    const [path = '/'] = (request.url ?? '/').split('?')
    if (path === webhookPath) return door(request, response)
    if (answerProbes(path, response, { isReady: () => store.ping(), metrics })) return
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
  })

  /** Every repository; an installation that cannot be read keeps no other waiting. */
  function repositories(onUnread: (installationId: number) => void = () => undefined) {
    const isResting = (id: number): boolean => allowances.restMs(id, 'resync') !== undefined
    return observeInstallations(appClient, clientFor, isResting, (error, installationId) => {
      metrics.error('installation')
      logger.error({ err: error, installationId }, 'an installation could not be read')
      onUnread(installationId)
    })
  }

  async function* repositoriesOf(installationId: number) {
    yield* observeInstallation(await clientFor(installationId), installationId)
  }

  /** Of one that is gone there is nothing to catch up with; any other that cannot be read is asked again the next time. */
  async function* repositoriesToCatchUp(installationId: number) {
    try {
      yield* repositoriesOf(installationId)
    } catch (error) {
      logger.warn({ err: error, installationId }, 'an installation that missed a webhook cannot be read')
      const request = failedRequestOf(error)
      if (request === undefined || explainAbsence(request) === undefined) throw error
    }
  }

  const resync = createResync({
    everything: repositories,
    installation: repositoriesOf,
    queue: store.queue,
    time,
    onError(error) {
      metrics.error('resync')
      logger.error({ err: error }, 'what there is to look at could not be read')
    },
  })

  async function catchUpOnce(): Promise<void> {
    try {
      const { marks, queue } = store
      const options = {
        deliveries: untilStopped(observeDeliveries(appClient), stopping.signal),
        repositories: () => untilStopped(repositories(), stopping.signal),
        repositoriesOf: (id: number) => untilStopped(repositoriesToCatchUp(id), stopping.signal),
        marks,
        queue,
        now: clock.now(),
        everyMs: catchUpEveryMs,
      }
      const { missed, stale } = await catchUp(options)
      metrics.missed(missed)
      if (missed + stale > 0) logger.info({ missed, stale }, 'caught up')
    } catch (error) {
      if (stopping.signal.aborted) return
      metrics.error('catching up')
      logger.error({ err: error }, 'missed webhooks could not be looked for')
    }
  }

  const stopping = new AbortController()
  let catchingUp = Promise.resolve()
  let next = time.after(catchUpEveryMs, catchUpNow)
  function catchUpNow(): void {
    next = time.after(catchUpEveryMs, catchUpNow)
    catchingUp = catchingUp.then(catchUpOnce)
  }

  store.queue.start(lookAtRepository)

  return {
    login,
    server,
    resync: () => resync.run(),
    async idle() {
      await catchingUp
      await store.queue.idle()
    },
    async stop() {
      next.cancel()
      stopping.abort()
      const ended = Promise.all([resync.stop(), catchingUp])
      await within(
        answerWithinMs,
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeIdleConnections()
        }),
      )
      server.closeAllConnections()
      await Promise.all([store.queue.stop(stopWithinMs), within(stopWithinMs, ended)])
    },
  }

  /** Waits for `work`, though no longer than so many milliseconds. */
  function within(ms: number, work: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const late = time.after(ms, resolve)
      const end = (): void => {
        late.cancel()
        resolve()
      }
      work.then(end, end)
    })
  }
}
