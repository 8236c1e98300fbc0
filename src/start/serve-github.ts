import type { Logger } from 'pino'
import { createLandfall, type Landfall } from '../app.js'
import type { Credentials, Settings } from '../settings.js'
import { listen } from './listen.js'
import { openStore } from './open-store.js'
import { StartError } from './start-error.js'
import { systemTime } from './system-time.js'

/** How long a burst of webhooks is gathered. */
const pauseMs = 2_000

/** Serves the GitHub that the credentials are for. */
export async function serveGitHub(settings: Settings, app: Credentials, logger: Logger): Promise<Landfall> {
  const store = await openStore(settings, {
    time: systemTime,
    pauseMs,
    onError: (error) => logger.error({ err: error }, 'the database fails'),
  })
  const landfall = await createLandfall({
    store,
    app,
    baseUrl: settings.baseUrl,
    webhookPath: settings.webhookPath,
    logger,
    time: systemTime,
    pace: true,
    mode: settings.mode,
  }).catch(async (error: unknown) => {
    await store.close()
    throw unreachable(error, settings, app)
  })
  const url = await listen(landfall.server, settings.port, settings.host).catch(async (error: unknown) => {
    await landfall.stop()
    await store.close()
    throw error
  })
  logger.info(
    `Landfall serves ${settings.baseUrl} as ${landfall.login}. Webhooks are awaited at ${url}${settings.webhookPath}`,
  )
  if (settings.mode === 'observe')
    logger.info('LANDFALL_MODE=observe: nothing is changed, what would be done is logged')
  const unfollow = settings.webhookProxy
    ? await (
        await import('./follow-webhook-proxy.js')
      ).followWebhookProxy(settings.webhookProxy, `${url}${settings.webhookPath}`, logger)
    : undefined
  landfall.resync().then(
    (count) => logger.info(`looking at ${count} repositories`),
    (error: unknown) => logger.error({ err: error }, 'the resync at start failed'),
  )
  return {
    ...landfall,
    async stop() {
      await unfollow?.()
      await landfall.stop()
      await store.close()
    },
  }
}

function unreachable(error: unknown, { baseUrl }: Settings, { appId }: Credentials): unknown {
  if (!(error instanceof Error)) return error
  const status = 'status' in error ? error.status : undefined
  if (status === 401 || status === 404) {
    return new StartError(
      `GitHub at ${baseUrl} does not know this key for the app ${appId}: make sure that APP_ID and the private key belong together (${error.message.split('\n')[0]}).`,
    )
  }
  if (status === undefined || (typeof status === 'number' && status >= 500)) {
    return new StartError(
      `GitHub at ${baseUrl} cannot be reached: ${reasonOf(error)}. Check the network, GHE_HOST and GHE_PROTOCOL.`,
    )
  }
  return error
}

function reasonOf(error: Error): string {
  const { cause } = error
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}
