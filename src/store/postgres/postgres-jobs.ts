import type { Db, PgBoss } from 'pg-boss'
import { keyOf, rankOf, uniteJobs, type Job } from '../../model/job.js'
import type { Arrival } from '../create-intake.js'
import { backoffMs, type Outcome } from '../queue.js'
import { jobTable, lookAtQueue, measureQueue, type Waiting } from './look-at-queue.js'
import { afterDeath, afterFailure, noTries, uniteTries, type Tries } from '../tries.js'
import { looks, lost } from './open-boss.js'
import type { Pool } from './open-pool.js'

/** One try of a job, as this machine has it. */
export interface Attempt {
  readonly id: string
  readonly retryCount: number
  readonly key: string
  readonly job: Job
  readonly tries: Tries
}

/** What pg-boss keeps of a job. */
interface Payload {
  readonly job: Job
  readonly tries: Tries
}

interface WaitingRow extends Payload {
  readonly id: string
}

/** What lets a job wait; whichever of one repository is due first sets the time. */
interface Wait extends Payload {
  readonly delayMs: number
}

/**
 * The jobs in pg-boss's tables. What it does itself (taking a job by one machine alone, heartbeats, finding what was lost) is left to it; its tables
 * are read where it has no question for what we ask, and written in `replace` alone. Whoever touches the job of a repository holds that repository's lock until the transaction ends.
 */
export function createPostgresJobs(pool: Pool, boss: PgBoss) {
  /** In the order of their names, so that two machines never wait for each other. */
  async function lock(db: Db, keys: readonly string[]): Promise<void> {
    await db.executeSql(
      `select pg_advisory_xact_lock(hashtextextended(key, 0)) from (select unnest($1::text[]) as key order by key) as keys`,
      [keys],
    )
  }

  /** Locked, so that no machine takes one away while it is united with what came. */
  async function waitingOf(db: Db, keys: readonly string[]): Promise<Map<string, WaitingRow>> {
    const { rows } = await db.executeSql(
      `select id, singleton_key as key, data from ${jobTable} where name = $1 and state < 'active' and singleton_key = any ($2::text[])
       order by singleton_key for update`,
      [looks, keys],
    )
    return new Map(rows.map(({ id, key, data }: { id: string; key: string; data: Payload }) => [key, { ...data, id }]))
  }

  /** Lets jobs wait, each united with the one of its repository that waits already. The caller holds their locks. */
  async function wait(db: Db, waits: readonly Wait[]): Promise<void> {
    const byKey = new Map<string, Wait>()
    for (const given of waits) {
      const key = keyOf(given.job.repo)
      const before = byKey.get(key)
      byKey.set(key, before ? uniteWaits(before, given) : given)
    }
    const there = await waitingOf(db, [...byKey.keys()])
    const united: (Wait & WaitingRow)[] = []
    const fresh: [string, Wait][] = []
    for (const [key, given] of byKey) {
      const before = there.get(key)
      if (before === undefined) fresh.push([key, given])
      else united.push({ ...uniteWaits({ ...before, delayMs: Infinity }, given), id: before.id })
    }
    await replace(db, united)
    await add(db, fresh)
  }

  /** All at once: pg-boss changes one job a command, and a burst has hundreds that wait already. */
  async function replace(db: Db, waits: readonly (Wait & WaitingRow)[]): Promise<void> {
    if (waits.length === 0) return
    await db.executeSql(
      `update ${jobTable} as before set data = given.data::jsonb, priority = given.priority,
         start_after = least(before.start_after, now() + given.delay_ms * interval '1 ms')
       from unnest($2::uuid[], $3::text[], $4::integer[], $5::float8[]) as given (id, data, priority, delay_ms)
       where before.name = $1 and before.id = given.id`,
      [
        looks,
        waits.map(({ id }) => id),
        waits.map(({ job, tries }) => JSON.stringify({ job, tries } satisfies Payload)),
        waits.map(({ job }) => rankOf(job.priority)),
        waits.map(({ delayMs }) => Math.max(0, delayMs)),
      ],
    )
  }

  async function add(db: Db, waits: readonly [key: string, Wait][]): Promise<void> {
    if (waits.length === 0) return
    const jobs = waits.map(([key, { job, tries, delayMs }]) => ({
      data: { job, tries } satisfies Payload,
      priority: rankOf(job.priority),
      startAfter: Math.max(0, Math.ceil(delayMs)) / 1_000,
      singletonKey: key,
      group: { id: String(job.repo.installationId) },
    }))
    const ids = await boss.insert(looks, jobs, { db, returnId: true })
    if (ids?.length !== jobs.length) throw new Error('the database did not take every job')
  }

  /** Ends a try. False where it is no longer this machine's: then nothing may follow from it. */
  async function end(db: Db, attempt: Attempt): Promise<boolean> {
    await lock(db, [attempt.key])
    return affected(await boss.deleteJob(looks, attempt, { db })) === 1
  }

  /** It waits for its next try, or is given up where `times` were too many. */
  async function tryAgain(db: Db, { job, tries }: Payload, times: number, why: string): Promise<void> {
    const delayMs = backoffMs(times)
    if (delayMs !== undefined) return wait(db, [{ job, tries, delayMs }])
    await db.executeSql(
      `insert into landfall.dead_letters (key, job, why) values ($1, $2, $3)
       on conflict (key) do update set job = excluded.job, why = excluded.why, at = excluded.at`,
      [keyOf(job.repo), JSON.stringify(job), why],
    )
  }

  return {
    /** Takes in what was not taken in before, all of it or nothing. */
    async takeIn(arrivals: readonly Arrival[]): Promise<void> {
      await pool.transact(async (db) => {
        const isNew = await newGuids(db, arrivals)
        const waits = arrivals
          .filter(({ guid }) => guid === undefined || isNew.delete(guid))
          .flatMap(({ jobs, delayMs }) => jobs.map((job) => ({ job, delayMs, tries: noTries })))
        if (waits.length === 0) return
        await lock(
          db,
          waits.map(({ job }) => keyOf(job.repo)),
        )
        await wait(db, waits)
      })
    },

    look: () => lookAtQueue(pool),

    /** The job that was chosen, as this machine's own; undefined where another machine was faster. */
    async take({ priority, passedOver }: NonNullable<Waiting['next']>): Promise<Attempt | undefined> {
      const [taken] = await boss.fetch<Payload>(looks, {
        minPriority: priority,
        maxPriority: priority,
        ignoreGroups: [...passedOver],
      })
      if (taken === undefined) return undefined
      const { id, retryCount, data } = taken
      return { id, retryCount, key: keyOf(data.job.repo), job: data.job, tries: data.tries }
    },

    /** Says that these are being worked on. Gives those that still are this machine's. */
    async beat(attempts: readonly Attempt[]): Promise<Set<Attempt>> {
      if (affected(await boss.touch(looks, [...attempts])) === attempts.length) return new Set(attempts)
      const own = new Set<Attempt>()
      for (const attempt of attempts) if (affected(await boss.touch(looks, attempt)) === 1) own.add(attempt)
      return own
    },

    /** Writes down how a try ended. What another machine has by now is left alone. */
    async settle(attempt: Attempt, outcome: Outcome, pauseMs: number): Promise<void> {
      await pool.transact(async (db) => {
        if (!(await end(db, attempt))) return
        const { job, key } = attempt
        if (outcome.kind === 'again') {
          const tries = afterFailure(attempt.tries)
          return tryAgain(db, { job, tries }, tries.failures, outcome.why)
        }
        if (outcome.kind === 'put-off') return wait(db, [{ job, tries: attempt.tries, delayMs: outcome.delayMs }])
        await db.executeSql(`delete from landfall.dead_letters where key = $1`, [key])
        if (outcome.next === undefined) return
        await wait(db, [{ job: outcome.next.job, tries: noTries, delayMs: Math.max(outcome.next.delayMs, pauseMs) }])
      })
    },

    /** Gives jobs back, as if they had not been tried. */
    async handBack(attempts: readonly Attempt[]): Promise<void> {
      await pool.transact(async (db) => {
        await lock(
          db,
          attempts.map(({ key }) => key),
        )
        for (const attempt of attempts) {
          if (await end(db, attempt)) await wait(db, [{ job: attempt.job, tries: attempt.tries, delayMs: 0 }])
        }
      })
    },

    /** Takes back one of the jobs whose worker was not heard of: that was a try in vain. */
    async takeBack(): Promise<void> {
      await pool.transact(async (db) => {
        const [left] = await boss.fetch<Payload>(lost, { db })
        if (left === undefined) return
        await lock(db, [keyOf(left.data.job.repo)])
        await boss.deleteJob(lost, left, { db })
        const tries = afterDeath(left.data.tries)
        await tryAgain(db, { ...left.data, tries }, tries.deaths, 'the process died or hung while it ran')
      })
    },

    /** Forgets the GUIDs that GitHub delivers no more, and dead letters of what is gone: what is still there was looked at since. */
    async forget(rememberedMs: number): Promise<void> {
      for (const table of ['deliveries', 'dead_letters']) {
        await pool.executeSql(`delete from landfall.${table} where at < now() - $1::float8 * interval '1 ms'`, [
          rememberedMs,
        ])
      }
    },

    depth: () => measureQueue(pool),
  }
}

export type PostgresJobs = ReturnType<typeof createPostgresJobs>

/** In the order of their names, so that two machines never wait for each other. */
async function newGuids(db: Db, arrivals: readonly Arrival[]): Promise<Set<string>> {
  const guids = new Set(arrivals.flatMap(({ guid }) => guid ?? []))
  if (guids.size === 0) return guids
  const { rows } = await db.executeSql(
    `insert into landfall.deliveries (guid) select unnest($1::text[]) as guid order by guid on conflict do nothing returning guid`,
    [[...guids]],
  )
  return new Set(rows.map((row: { guid: string }) => row.guid))
}

function uniteWaits(before: Wait, given: Wait): Wait {
  return {
    job: uniteJobs(before.job, given.job),
    tries: uniteTries(before.tries, given.tries),
    delayMs: Math.min(before.delayMs, given.delayMs),
  }
}

/** How many jobs a command of pg-boss concerned: it answers with the number, which its types leave out. */
function affected(response: object): number {
  if ('affected' in response && typeof response.affected === 'number') return response.affected
  throw new Error('pg-boss did not say how many jobs it changed')
}
