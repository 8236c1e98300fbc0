import { fork } from 'node:child_process'
import { once } from 'node:events'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Job } from '../../src/model/job.js'
import { systemTime } from '../../src/start/system-time.js'
import { migrations } from '../../src/store/postgres/migrations.js'
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.js'
import type { Outcome } from '../../src/store/queue.js'
import { StoreError } from '../../src/store/store-error.js'
import type { Store } from '../../src/store/store.js'
import { password, postgresPrograms, startPostgres, type PostgresServer } from '../support/postgres-server.js'
import { describeQueue, job } from './queue-contract.js'

const bin = postgresPrograms()
if (bin === undefined) {
  const why =
    'no PostgreSQL in /usr/lib/postgresql (apt-get install postgresql, or name its bin in LANDFALL_POSTGRES_BIN)'
  process.stderr.write(`skipped: the store in PostgreSQL: ${why}\n`)
  test.skip(`the store in PostgreSQL: ${why}`, () => {})
} else {
  testStore(bin)
}

function testStore(bin: string): void {
  // What a dead worker had comes back after ten seconds and more.
  jest.setTimeout(90_000)
  const patienceMs = 40_000
  let server: PostgresServer
  const open: Store[] = []
  beforeAll(async () => {
    server = await startPostgres(bin)
  })
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close()
    await server.dropDatabases()
  })
  afterAll(() => server.clear())

  const onError = (error: unknown): void => {
    throw error
  }

  async function machine(url: string, given: { atOnce?: number; onError?: (error: unknown) => void } = {}) {
    const store = await openPostgresStore(url, { time: systemTime, pauseMs: 20, onError, ...given })
    open.push(store)
    return store
  }

  async function dies(store: Store): Promise<void> {
    open.splice(open.indexOf(store), 1)
    await store.close()
  }

  async function until(holds: () => unknown): Promise<void> {
    for (const end = Date.now() + patienceMs; !(await holds());) {
      if (Date.now() > end) throw new Error('it never came about')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** As if the pause were over: gives how long it would have been, in seconds. */
  async function pausePasses(url: string): Promise<number> {
    const find = `select extract(epoch from start_after - created_on)::float8 as wait from landfall_queue.job where name = 'looks' and state = 'created'`
    await until(async () => (await server.query(url, find)).length === 1)
    const [row] = await server.query<{ wait: number }>(url, find)
    await server.query(
      url,
      `update landfall_queue.job set start_after = now() where name = 'looks' and state = 'created'`,
    )
    return row?.wait ?? NaN
  }

  describeQueue(
    'PostgreSQL',
    async () => {
      const url = await server.createDatabase()
      return {
        open: async (options) => {
          const store = await openPostgresStore(url, { ...options, time: systemTime, pauseMs: 20, onError })
          return store
        },
        dies: (store) => store.close(),
        async passes(ms) {
          await server.query(
            url,
            `update landfall_queue.job set start_after = start_after - $1::float8 * interval '1 ms' where state = 'created'`,
            [ms],
          )
        },
        clear: () => Promise.resolve(),
      }
    },
    patienceMs,
  )

  describe('the store in PostgreSQL', () => {
    test('machines that start at once on an empty database find or make the same tables', async () => {
      const url = await server.createDatabase()
      const stores = await Promise.all([machine(url), machine(url), machine(url)])
      await Promise.all(stores.map((store) => store.ping()))
      const steps = await server.query(url, 'select version from landfall.migrations order by version')
      expect(steps).toEqual(migrations.map((_, index) => ({ version: index + 1 })))
    })

    test('two machines do everything once, a repository at a time', async () => {
      const url = await server.createDatabase()
      const machines = await Promise.all([machine(url, { atOnce: 4 }), machine(url, { atOnce: 4 })])
      const at = new Map<string, number>()
      const looked: string[] = []
      const shares = [0, 0]
      for (const [index, { queue }] of machines.entries()) {
        queue.start(async ({ repo, hints }) => {
          at.set(repo.name, (at.get(repo.name) ?? 0) + 1)
          if (at.get(repo.name) !== 1) throw new Error(`two looks at ${repo.name} at once`)
          await new Promise((resolve) => setTimeout(resolve, 30))
          at.set(repo.name, 0)
          looked.push(...hints.shas)
          shares[index] = (shares[index] ?? 0) + 1
          return { kind: 'done' }
        })
      }
      const names = ['a', 'b', 'c', 'd', 'e', 'f']
      const sent: string[] = []
      for (let round = 0; round < 30; round += 1) {
        // In opposite orders, so that machines which lock as it comes would wait for each other for ever.
        await Promise.all(
          machines.map(({ queue }, index) => {
            const jobs = names.map((name) => job(name, { shas: [`${name}-${round}-${index}`] }))
            sent.push(...jobs.flatMap(({ hints }) => hints.shas))
            return queue.enqueue(index === 0 ? jobs : jobs.toReversed())
          }),
        )
      }
      for (const { queue } of [...machines, ...machines]) await queue.idle()
      expect(looked.toSorted()).toEqual(sent.toSorted())
      expect(Math.min(...shares)).toBeGreaterThan(0)
      expect(await machines[0].queue.depth()).toEqual({ ready: 0, later: 0, running: 0, dead: 0, oldestMs: 0 })
    })

    test('a webhook that reaches two machines is taken in once', async () => {
      const url = await server.createDatabase()
      const [one, other] = await Promise.all([machine(url), machine(url)])
      await Promise.all([
        one.queue.receive('guid', [job('harbour', { shas: ['one'] })]),
        other.queue.receive('guid', [job('harbour', { shas: ['other'] })]),
      ])
      const looked: string[][] = []
      one.queue.start(async ({ hints }) => {
        looked.push([...hints.shas])
        return { kind: 'done' }
      })
      await until(() => looked.length > 0)
      expect(looked[0]).toHaveLength(1)
    })

    test('a worker that stalls past its lease does no harm when it wakes', async () => {
      const url = await server.createDatabase()
      const stalled = fork('test/support/postgres-worker.mjs', [url])
      const hears = async (): Promise<{ started?: Job; holds: boolean }> => (await once(stalled, 'message'))[0]
      try {
        const awake = await machine(url)
        const started = hears()
        await awake.queue.enqueue([job('harbour', { shas: ['a'] })])
        expect(await started).toMatchObject({ started: { hints: { shas: ['a'] } }, holds: true })
        stalled.kill('SIGSTOP')

        const looks: { job: Job; ends(): void }[] = []
        awake.queue.start((job) => new Promise((resolve) => looks.push({ job, ends: () => resolve({ kind: 'done' }) })))
        await until(() => looks.length === 1)
        expect(looks[0]?.job.hints.shas).toEqual(['a'])

        const answer = hears()
        stalled.send({ ask: true })
        stalled.kill('SIGCONT')
        expect((await answer).holds).toBe(false)
        const next = { job: job('harbour', { shas: ['of the stalled'] }), delayMs: 0 }
        stalled.send({ outcome: { kind: 'done', next } })
        await new Promise((resolve) => setTimeout(resolve, 1_500))
        expect(await awake.queue.depth()).toMatchObject({ running: 1, ready: 0, later: 0 })
        looks[0]?.ends()
        await awake.queue.idle()
        expect(looks).toHaveLength(1)
      } finally {
        stalled.kill('SIGKILL')
      }
    })

    test('what fails for good is tried six times, later and later, and kept as a dead letter until it succeeds', async () => {
      const url = await server.createDatabase()
      const { queue } = await machine(url)
      let outcome: Outcome = { kind: 'again', why: 'the world is broken' }
      let tries = 0
      queue.start(async () => {
        tries += 1
        return outcome
      })
      await queue.enqueue([job('harbour')])
      for (const [failed, seconds] of [1, 5, 30, 120, 600].entries()) {
        await until(() => tries === failed + 1)
        const waited = await pausePasses(url)
        expect(waited).toBeGreaterThan(seconds - 1)
        expect(waited).toBeLessThanOrEqual(seconds)
      }
      await until(async () => (await queue.depth()).dead === 1)
      expect(tries).toBe(6)
      expect(await queue.depth()).toMatchObject({ ready: 0, later: 0, running: 0 })
      expect(await server.query(url, 'select key, why from landfall.dead_letters')).toEqual([
        { key: '1/acme/harbour', why: 'the world is broken' },
      ])

      outcome = { kind: 'done' }
      await queue.enqueue([job('harbour')])
      await until(() => tries === 7)
      await queue.idle()
      expect((await queue.depth()).dead).toBe(0)
    })

    test('a job that kills its process again and again becomes a dead letter, too', async () => {
      const url = await server.createDatabase()
      let tries = 0
      for (let life = 1; life <= 6; life += 1) {
        const store = await machine(url)
        if (life === 1) await store.queue.enqueue([job('harbour')])
        else await pausePasses(url)
        store.queue.start(() => {
          tries += 1
          return new Promise(() => undefined)
        })
        await until(() => tries === life)
        await dies(store)
        await server.query(
          url,
          `update landfall_queue.job set heartbeat_on = now() - interval '11 s' where state = 'active'`,
        )
        const witness = await machine(url)
        witness.queue.start(async () => ({ kind: 'put-off', delayMs: 0 }))
        await until(async () => (await witness.queue.depth()).running === 0)
        const taken = `select from landfall_queue.job where name = 'lost-looks'`
        await until(async () => (await server.query(url, taken)).length === 0)
        await dies(witness)
      }
      const [letter] = await server.query<{ why: string }>(url, 'select why from landfall.dead_letters')
      expect(letter?.why).toContain('the process died')
    })

    test('the database goes away and comes back: nothing is lost, and nobody need do anything', async () => {
      const url = await server.createDatabase()
      const errors: unknown[] = []
      const store = await machine(url, { onError: (error) => errors.push(error) })
      const looks: { shas: readonly string[]; ends(outcome: Outcome): void }[] = []
      store.queue.start(({ hints: { shas } }) => new Promise((ends) => looks.push({ shas, ends })))
      await store.queue.enqueue([job('harbour', { shas: ['before'] })])
      await until(() => looks.length === 1)

      await server.stop()
      looks[0]?.ends({ kind: 'done', next: { job: job('harbour', { shas: ['after'] }), delayMs: 0 } })
      await expect(store.queue.receive('guid', [job('pier')])).rejects.toThrow()
      await expect(store.ping()).rejects.toThrow()
      await until(() => errors.length > 0)
      await server.start()

      await until(() => looks.length === 2)
      expect(looks[1]?.shas).toEqual(['after'])
      looks[1]?.ends({ kind: 'done' })
      await store.queue.receive('guid', [job('pier', { shas: ['again'] })])
      await until(() => looks.length === 3)
      expect(looks[2]?.shas).toEqual(['again'])
      looks[2]?.ends({ kind: 'done' })
      await store.queue.idle()
      expect(inspect(errors, { depth: Infinity })).not.toContain(password)
      expect(inspect(errors, { depth: Infinity })).not.toContain(encodeURIComponent(password))
    })

    test('GUIDs and dead letters are forgotten once nobody asks for them any more', async () => {
      const url = await server.createDatabase()
      const { queue } = await machine(url)
      for (const [name, days] of [
        ['new', 3],
        ['old', 5],
      ] as const) {
        const at = `now() - interval '${days} days'`
        await server.query(url, `insert into landfall.deliveries (guid, at) values ('${name}', ${at})`)
        await server.query(
          url,
          `insert into landfall.dead_letters (key, job, why, at) values ('${name}', '', '', ${at})`,
        )
      }
      queue.start(async () => ({ kind: 'done' }))
      const kept = `select guid as name from landfall.deliveries union all select key from landfall.dead_letters`
      await until(async () => (await server.query(url, kept)).length === 2)
      expect(await server.query(url, kept)).toEqual([{ name: 'new' }, { name: 'new' }])
    })

    test('remembers what was decided, the newest first, for all machines', async () => {
      const url = await server.createDatabase()
      const [one, other] = await Promise.all([machine(url), machine(url)])
      const receipt = (minute: number) => ({
        repo: job('harbour').repo,
        at: new Date(minute * 60_000).toISOString(),
        reasons: [{ code: 'nothing-to-release' as const, text: 'a character that few take: \0' }],
        actions: [],
      })
      await one.decisions.record(receipt(1))
      await other.decisions.record(receipt(2))
      await one.decisions.record(receipt(3))
      expect(await other.decisions.recent(2)).toEqual([receipt(3), receipt(2)])
    })

    test.each<[string, () => string | Promise<string>, RegExp]>([
      [
        'a wrong password',
        () => server.url('postgres', 'landfall', 'wr%ng'),
        /does not let the user "landfall" in: .*DATABASE_URL/,
      ],
      ['a database that is not there', () => server.url('atlantis'), /has no database "atlantis": create it/],
      [
        'a server that is not there',
        () => `postgres://landfall:${encodeURIComponent(password)}@127.0.0.1:1/x`,
        /nothing answers as PostgreSQL at 127\.0\.0\.1:1: start it/,
      ],
      ['a user who may make nothing', userWhoMayNothing, /may not make schemas in the database "harbour_\d+"/],
      [
        'a certificate that is not there',
        () => `${server.url('postgres')}?sslrootcert=/no/such.pem`,
        /cannot be used \(.*no\/such\.pem/,
      ],
      ['a newer database', newerDatabase, /written by a newer Landfall/],
    ])('%s is one clear sentence without the password', async (_, url, sentence) => {
      const failure = await openPostgresStore(await url(), { time: systemTime, pauseMs: 20, onError }).then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(failure).toBeInstanceOf(StoreError)
      const { message } = failure as StoreError
      expect(message).toMatch(sentence)
      expect(message).not.toContain('\n')
      for (const secret of [password, encodeURIComponent(password), 'wr%ng']) expect(message).not.toContain(secret)
    })

    async function userWhoMayNothing(): Promise<string> {
      const url = await server.createDatabase()
      await server.query(url, `create role guest login password 'guest'`)
      return server.url(new URL(url).pathname.slice(1), 'guest', 'guest')
    }

    async function newerDatabase(): Promise<string> {
      const url = await server.createDatabase()
      await dies(await machine(url))
      await server.query(url, 'insert into landfall.migrations (version) values (1000)')
      return url
    }
  })
}
