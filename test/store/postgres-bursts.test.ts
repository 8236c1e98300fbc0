import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Job } from '../../src/model/job.js'
import { systemTime } from '../../src/start/system-time.js'
import { createPostgresQueue } from '../../src/store/postgres/create-postgres-queue.js'
import { migrate } from '../../src/store/postgres/migrate.js'
import { closeBoss, openBoss } from '../../src/store/postgres/open-boss.js'
import { openPool, type Pool } from '../../src/store/postgres/open-pool.js'
import { createPostgresJobs } from '../../src/store/postgres/postgres-jobs.js'
import type { Outcome } from '../../src/store/queue.js'
import { postgresPrograms, startPostgres, type PostgresServer } from '../support/postgres-server.js'
import { job } from './queue-contract.js'

const bin = postgresPrograms()
if (bin === undefined) {
  process.stderr.write('skipped: bursts of webhooks with PostgreSQL: there is none\n')
  test.skip('bursts of webhooks with PostgreSQL: there is none', () => {})
} else {
  testBursts(bin)
}

function testBursts(bin: string): void {
  jest.setTimeout(90_000)
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres(bin)
  })
  afterAll(() => server.clear())

  const onError = (error: unknown): void => {
    throw error
  }

  /** A promise that is kept from outside. */
  function opens<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
    let resolve: (value: T) => void = () => undefined
    const promise = new Promise<T>((keep) => (resolve = keep))
    return { promise, resolve }
  }

  async function until(holds: () => boolean): Promise<void> {
    for (const end = Date.now() + 40_000; !holds();) {
      if (Date.now() > end) throw new Error('it never came about')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  describe('a burst of webhooks with PostgreSQL', () => {
    test('a burst asks the database no more often for many repositories that wait than for one', async () => {
      const pool = openPool(await server.createDatabase(), onError)
      await pool.transact(migrate)
      const boss = await openBoss(pool, onError)
      let statements = 0
      const counting: Pool = {
        ...pool,
        transact: (change) =>
          pool.transact((db) =>
            change({
              executeSql(text, values) {
                statements += 1
                return db.executeSql(text, values)
              },
            }),
          ),
      }
      try {
        const jobs = createPostgresJobs(counting, boss)
        async function takesIn(repositories: number): Promise<number> {
          statements = 0
          const names = Array.from({ length: repositories }, (_, index) => `harbour-${index}`)
          await jobs.takeIn(names.map((name) => ({ guid: randomUUID(), jobs: [job(name)], delayMs: 0 })))
          return statements
        }
        await takesIn(100)
        const ofMany = await takesIn(100)
        expect(ofMany).toBe(await takesIn(1))
        expect((await jobs.depth()).ready).toBe(100)
      } finally {
        await closeBoss(boss)
        await pool.close()
      }
    })

    test('webhooks that follow each other do not ask each time what to do next, and are looked at when their pause is over', async () => {
      const pool = openPool(await server.createDatabase(), onError)
      await pool.transact(migrate)
      const boss = await openBoss(pool, onError)
      const jobs = createPostgresJobs(pool, boss)
      let asked = 0
      const look: typeof jobs.look = () => {
        asked += 1
        return jobs.look()
      }
      const pauseMs = 2_000
      const { queue } = createPostgresQueue({ ...jobs, look }, { time: systemTime, pauseMs, onError })
      const looked: string[] = []
      try {
        queue.start(async ({ hints }) => {
          looked.push(...hints.shas)
          return { kind: 'done' }
        })
        await queue.idle()
        asked = 0
        const begun = performance.now()
        for (let index = 0; index < 100; index += 1) {
          await queue.receive(randomUUID(), [job('harbour', { shas: [String(index)] })])
        }
        // By the clock it asks twice a second, and once more for each look that was begun and ended.
        const seconds = (performance.now() - begun) / 1_000
        expect(asked).toBeLessThanOrEqual(5 + 2 * seconds + (4 * seconds * 1_000) / pauseMs)
        await until(() => looked.includes('99'))
        await Promise.all([queue.receive(randomUUID(), [job('quay')]), queue.idle()])
        expect(await queue.depth()).toMatchObject({ ready: 0, later: 1, running: 0 })
      } finally {
        await queue.stop(0)
        await closeBoss(boss)
        await pool.close()
      }
    })

    test('leaves all but one look and what people ask for until it is written', async () => {
      const pool = openPool(await server.createDatabase(), onError)
      await pool.transact(migrate)
      const boss = await openBoss(pool, onError)
      const jobs = createPostgresJobs(pool, boss)
      const waits = (...given: Job[]) => jobs.takeIn([{ guid: randomUUID(), jobs: given, delayMs: 0 }])
      const writes = opens<void>()
      const slow: typeof jobs = {
        ...jobs,
        async takeIn(arrivals) {
          await writes.promise
          return jobs.takeIn(arrivals)
        },
      }
      const { queue } = createPostgresQueue(slow, { time: systemTime, pauseMs: 20, onError })
      const looked: string[] = []
      const looks = opens<Outcome>()
      try {
        await waits(job('harbour'), job('quay'), job('mole'))
        const burst = queue.receive(randomUUID(), [job('tide')])
        queue.start(({ repo }) => {
          looked.push(repo.name)
          return looks.promise
        })
        await until(() => looked.length > 0)
        await waits({ ...job('pier'), priority: 'command' })
        await until(() => looked.length > 1)
        expect(looked).toHaveLength(2)
        expect(looked[1]).toBe('pier')
        writes.resolve()
        await burst
        await until(() => looked.length === 5)
      } finally {
        writes.resolve()
        looks.resolve({ kind: 'done' })
        await queue.stop(0)
        await closeBoss(boss)
        await pool.close()
      }
    })
  })
}
