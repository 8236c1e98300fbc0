import type { Logger } from 'pino'
import { SmeeClient } from 'smee-client'

/** Fetches webhooks from a smee.io channel, for a machine that GitHub cannot reach. Gives the way to end it. */
export async function followWebhookProxy(source: string, target: string, logger: Logger): Promise<() => Promise<void>> {
  const client = new SmeeClient({
    source,
    target,
    logger: {
      info: (message: unknown) => logger.debug({ message }, 'smee'),
      error: (message: unknown) => logger.error({ message }, 'smee'),
    },
  })
  await client.start()
  return () => client.stop()
}
