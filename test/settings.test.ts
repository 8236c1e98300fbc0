import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { readSettings, SettingsError, type Environment } from '../src/settings.js'

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString()
const credentials = { APP_ID: '12', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: 'shh' }

describe('the environment', () => {
  test('says nothing: no credentials, and defaults', () => {
    expect(readSettings({})).toMatchObject({
      app: undefined,
      port: 3000,
      host: '127.0.0.1',
      baseUrl: 'https://api.github.com',
    })
  })

  test.each([
    ['as it is', privateKey],
    ['with its line ends written out', privateKey.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(privateKey).toString('base64')],
  ])('takes a private key %s', (_, key) => {
    expect(readSettings({ ...credentials, PRIVATE_KEY: key }).app).toEqual({
      appId: 12,
      privateKey,
      webhookSecrets: ['shh'],
    })
  })

  test.each([
    [undefined, 'act'],
    ['', 'act'],
    ['act', 'act'],
    ['observe', 'observe'],
  ])('LANDFALL_MODE %j: %s', (given, mode) => {
    expect(readSettings({ LANDFALL_MODE: given }).mode).toBe(mode)
  })

  test('takes two webhook secrets while one is rotated', () => {
    const { app } = readSettings({ ...credentials, PRIVATE_KEY: privateKey, WEBHOOK_SECRET_PREVIOUS: 'psst' })
    expect(app?.webhookSecrets).toEqual(['shh', 'psst'])
  })

  test.each([
    '',
    'postgres://landfall:p%40ss@db.example.com:5433/landfall?sslmode=verify-full',
    'postgresql:///landfall?host=/var/run/postgresql',
  ])('DATABASE_URL %j is taken as it is', (given) => {
    expect(readSettings({ DATABASE_URL: given }).databaseUrl).toBe(given || undefined)
  })

  test('names GitHub Enterprise Server', () => {
    expect(readSettings({ GHE_HOST: 'git.example.com' }).baseUrl).toBe('https://git.example.com/api/v3')
  })

  test.each<[string, Environment, RegExp]>([
    ['a key without its app', { PRIVATE_KEY: privateKey }, /APP_ID/],
    ['an app without its key', { APP_ID: '12' }, /PRIVATE_KEY/],
    ['an app id that is no number', { ...credentials, APP_ID: 'landfall' }, /"landfall".*number/],
    ['a key that is none', { ...credentials, PRIVATE_KEY: 'hunter2' }, /PRIVATE_KEY is no private key/],
    [
      'a key file that is not there',
      { APP_ID: '12', PRIVATE_KEY_PATH: '/no/such.pem' },
      /\/no\/such\.pem.*cannot be read/,
    ],
    ['credentials without a webhook secret', { ...credentials, WEBHOOK_SECRET: '' }, /WEBHOOK_SECRET/],
    ['a port that is none', { PORT: 'http' }, /"http".*65535/],
    ['a log level that is none', { LOG_LEVEL: 'loud' }, /"loud".*info/],
    ['a mode that is none', { LANDFALL_MODE: 'dry-run' }, /"dry-run".*act.*observe/],
    ['a database that is none', { DATABASE_URL: 'mysql://landfall:hunter2@db/landfall' }, /DATABASE_URL is no address/],
    [
      'a password as it is',
      { DATABASE_URL: 'postgres://landfall:hunter2%@db/landfall' },
      /DATABASE_URL.*%40, %2F and %25/,
    ],
    ['a database without an address', { DATABASE_URL: 'hunter2' }, /DATABASE_URL is no address/],
    ['ghe.com', { GHE_HOST: 'acme.ghe.com' }, /not supported yet/],
  ])('%s: one sentence, and never the secret', (_, env, sentence) => {
    expect(() => readSettings(env)).toThrow(SettingsError)
    expect(() => readSettings(env)).toThrow(sentence)
    expect(() => readSettings(env)).not.toThrow(/hunter2/)
  })
})
