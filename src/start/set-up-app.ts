import { existsSync } from 'node:fs'
import { run } from 'probot'
import { StartError } from './start-error.js'

/**
 * Registers a new app on GitHub with Probot's manifest flow: it serves a page, whose button sends `app.yml` to GitHub, and writes the
 * credentials that come back to `.env`.
 */
export async function setUpApp(): Promise<void> {
  if (!existsSync('app.yml')) throw new StartError('app.yml is not here: run this in the folder of Landfall.')
  const { APP_ID, PRIVATE_KEY, PRIVATE_KEY_PATH, ...env } = process.env
  if (APP_ID || PRIVATE_KEY || PRIVATE_KEY_PATH) {
    throw new StartError(
      'there are credentials in the environment already: take APP_ID and the private key out to register another app.',
    )
  }
  await run(() => undefined, { env: { ...env, LOG_LEVEL: env['LOG_LEVEL'] || 'info' } })
}
