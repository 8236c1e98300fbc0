import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Everything that the environment says, read once. The names are Probot's own where Probot has one. */
export interface Settings {
  readonly app: Credentials | undefined
  /** The API's address, without a slash at the end. */
  readonly baseUrl: string
  readonly host: string
  readonly port: number
  readonly webhookPath: string
  /** Where webhooks are fetched from when this machine cannot be reached (a smee.io channel). */
  readonly webhookProxy: string | undefined
  readonly logLevel: string
  readonly mode: Mode
  /** The folder of the database, where no other is given. */
  readonly dataDir: string
  /** A PostgreSQL database that several machines share. It may hold a password: it is for no log. */
  readonly databaseUrl: string | undefined
}

/** Whether Landfall acts, or only records what it would have done. */
export type Mode = 'act' | 'observe'

export interface Credentials {
  readonly appId: number
  /** PEM. */
  readonly privateKey: string
  /** The one that signs now, and while it is rotated the one before. */
  readonly webhookSecrets: readonly [string, ...string[]]
}

/** The environment as a process has it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What is wrong in the environment, in one sentence with its mend. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SettingsError'
  }
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/**
 * Reads the environment. Without `APP_ID` and a private key there are no credentials, and that is fine; half of them is an error.
 * Throws a {@link SettingsError}.
 */
export function readSettings(env: Environment): Settings {
  const logLevel = env['LOG_LEVEL'] || 'info'
  if (!logLevels.includes(logLevel)) {
    throw new SettingsError(`LOG_LEVEL is "${logLevel}": it must be one of ${logLevels.join(', ')}.`)
  }
  return {
    app: readCredentials(env),
    baseUrl: readBaseUrl(env),
    host: env['HOST'] || '127.0.0.1',
    port: readPort(env['PORT'] || '3000'),
    webhookPath: env['WEBHOOK_PATH'] || '/api/github/webhooks',
    webhookProxy: env['WEBHOOK_PROXY_URL'] || undefined,
    logLevel,
    mode: readMode(env['LANDFALL_MODE'] || 'act'),
    dataDir: env['DATA_DIR'] || 'data',
    databaseUrl: readDatabaseUrl(env['DATABASE_URL'] || undefined),
  }
}

function readMode(text: string): Mode {
  if (text === 'act' || text === 'observe') return text
  throw new SettingsError(
    `LANDFALL_MODE is "${text}": it must be act, or observe, which changes nothing anywhere and records what would have been done.`,
  )
}

/** What is wrong with it is not repeated: it may hold a password. */
function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || isPostgresUrl(text)) return text
  throw new SettingsError(
    'DATABASE_URL is no address of a PostgreSQL database: it must read postgres://user:password@host:5432/database, with characters like @, / and % in the password written as %40, %2F and %25.',
  )
}

function isPostgresUrl(text: string): boolean {
  try {
    const { protocol, username, password, pathname } = new URL(text)
    for (const part of [username, password, pathname]) decodeURIComponent(part)
    return ['postgres:', 'postgresql:'].includes(protocol)
  } catch {
    return false
  }
}

function readCredentials(env: Environment): Credentials | undefined {
  const appId = env['APP_ID']
  const privateKey = readPrivateKey(env)
  if (!appId && !privateKey) return undefined
  if (!appId)
    throw new SettingsError(
      'There is a private key but no APP_ID: set APP_ID to the number on the settings page of your GitHub App.',
    )
  if (!/^\d+$/.test(appId))
    throw new SettingsError(`APP_ID is "${appId}": it must be the number on the settings page of your GitHub App.`)
  if (!privateKey) {
    throw new SettingsError(
      `APP_ID is ${appId} but there is no private key: set PRIVATE_KEY to the PEM text, or PRIVATE_KEY_PATH to its file.`,
    )
  }
  const webhookSecret = env['WEBHOOK_SECRET']
  if (!webhookSecret) {
    throw new SettingsError(
      'WEBHOOK_SECRET is not set: without it anybody could send webhooks. Set it to the secret of your GitHub App.',
    )
  }
  const previous = env['WEBHOOK_SECRET_PREVIOUS']
  return { appId: Number(appId), privateKey, webhookSecrets: [webhookSecret, ...(previous ? [previous] : [])] }
}

function readPrivateKey(env: Environment): string | undefined {
  const path = env['PRIVATE_KEY_PATH']
  const given = env['PRIVATE_KEY'] || (path ? readKeyFile(path) : undefined)
  if (given === undefined) return undefined
  const name = env['PRIVATE_KEY'] ? 'PRIVATE_KEY' : `PRIVATE_KEY_PATH (${path})`
  const pem = toPem(given)
  try {
    createPrivateKey(pem)
  } catch {
    throw new SettingsError(
      `${name} is no private key: give the whole PEM file that GitHub made, from -----BEGIN to END-----.`,
    )
  }
  return pem
}

/** As Probot reads it: a PEM text, one with `\n` written out, or one in base64. */
function toPem(text: string): string {
  const plain = text.includes('\\n') ? text.replaceAll('\\n', '\n') : text
  return plain.includes('-----BEGIN') ? plain : Buffer.from(plain, 'base64').toString()
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new SettingsError(`PRIVATE_KEY_PATH is "${path}": that file cannot be read.`)
  }
}

/** The address of GitHub's API, without a slash at the end. Throws a {@link SettingsError}. */
export function readBaseUrl(env: Environment): string {
  const host = env['GHE_HOST']
  if (!host) return 'https://api.github.com'
  if (host.endsWith('ghe.com'))
    throw new SettingsError(
      `GHE_HOST is "${host}": ghe.com is not supported yet; github.com and GitHub Enterprise Server are.`,
    )
  return `${env['GHE_PROTOCOL'] || 'https'}://${host}/api/v3`
}

/** A port as the user wrote it, for the environment and the command line alike. */
export function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new SettingsError(`PORT is "${text}": it must be a number from 0 to 65535.`)
  return port
}
