import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { runKillTest } from '../support/kill/run-kill-test.js'
import { postgresPrograms, startPostgres, type PostgresServer } from '../support/postgres-server.js'

/** The long form sets these (scripts/kill-test.mjs). */
const { LANDFALL_KILLS, LANDFALL_KILL_STORE, LANDFALL_KILL_STALL, LANDFALL_SEED } = process.env
const seed = LANDFALL_SEED ?? String(Date.now())
const timeout = LANDFALL_KILLS === undefined ? 300_000 : 24 * 3_600_000

function print(text: string): void {
  process.stderr.write(text)
}

const wants = (store: string): boolean => LANDFALL_KILL_STORE === undefined || LANDFALL_KILL_STORE === store

describe('bots that are killed again and again leave the world as undisturbed ones do', () => {
  if (wants('sqlite')) {
    test('one bot with a file', () => runKillTest({ seed, kills: Number(LANDFALL_KILLS ?? 8), print }), timeout)
  }
  if (wants('postgres')) testPostgres()
})

function testPostgres(): void {
  const bin = postgresPrograms()
  if (bin === undefined) {
    const why =
      'no PostgreSQL in /usr/lib/postgresql (apt-get install postgresql, or name its bin in LANDFALL_POSTGRES_BIN)'
    process.stderr.write(`skipped: three bots with one PostgreSQL: ${why}\n`)
    test.skip(`three bots with one PostgreSQL: ${why}`, () => {})
    return
  }
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres(bin)
  })
  afterAll(() => server.clear())

  test(
    'three bots with one PostgreSQL',
    async () => {
      const databaseUrl = await server.createDatabase()
      const stalls = LANDFALL_KILL_STALL === 'yes'
      await runKillTest({ seed, kills: Number(LANDFALL_KILLS ?? 6), databaseUrl, stalls, print })
    },
    timeout,
  )
}
