import type Database from 'libsql'
import { keyOf, rankOf, uniteJobs, type Job } from '../../model/job.js'
import { agedMs, backoffMs, type Depth } from '../queue.js'
import { afterDeath, afterFailure, noTries, uniteTries, type Tries } from '../tries.js'

/** A job as the table has it. Moments are milliseconds of the epoch. */
export interface JobRow {
  readonly key: string
  readonly job: Job
  readonly dueAt: number
  readonly tries: Tries
}

interface StoredRow {
  key: string
  job: string
  due_at: number
  failures: number
  deaths: number
}

/** Who is in a hurry goes first, and what is {@link agedMs} old counts as a change; among equals the installation with the fewest running jobs, so that a noisy one keeps no other waiting. */
const nextJob = `
  select key, job, due_at, failures, deaths from jobs waiting
  where state = 'waiting' and due_at <= :now
    and not exists (select 1 from jobs running where running.key = waiting.key and running.state = 'running')
  order by max(rank, iif(due_at <= :now - ${agedMs}, ${rankOf('change')}, 0)) desc,
    (select count(*) from jobs running where running.state = 'running' and running.installation = waiting.installation),
    due_at
  limit 1`

const nextMoment = `
  select min(due_at) as due_at from jobs waiting
  where state = 'waiting'
    and not exists (select 1 from jobs running where running.key = waiting.key and running.state = 'running')`

/** The table of jobs, a statement at a time. Whoever calls several puts them into one transaction. */
export function createSqliteJobs(database: Database.Database) {
  const find = database.prepare(`select key, job, due_at, failures, deaths from jobs where key = ? and state = ?`)
  const write = database.prepare(
    `insert or replace into jobs (key, state, installation, rank, due_at, failures, deaths, job) values (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = database.prepare(`delete from jobs where key = ? and state = ?`)
  const next = database.prepare(nextJob)
  const moment = database.prepare(nextMoment)
  const bury = database.prepare(`insert or replace into dead_letters (key, job, why, at) values (?, ?, ?, ?)`)
  const unbury = database.prepare(`delete from dead_letters where key = ?`)
  const running = database.prepare(`select key, job, due_at, failures, deaths from jobs where state = 'running'`)
  const counts = database.prepare(`
    select
      count(*) filter (where state = 'waiting' and due_at <= :now) as ready,
      count(*) filter (where state = 'waiting' and due_at > :now) as later,
      count(*) filter (where state = 'running') as running,
      min(due_at) filter (where state = 'waiting' and due_at <= :now) as oldest,
      (select count(*) from dead_letters) as dead
    from jobs`)

  function put(state: 'waiting' | 'running', { key, job, dueAt, tries }: JobRow): void {
    const { failures, deaths } = tries
    write.run(key, state, job.repo.installationId, rankOf(job.priority), dueAt, failures, deaths, JSON.stringify(job))
  }

  /** Lets a job wait, united with the one of its repository that waits already; whichever is due first sets the time. */
  function wait(job: Job, dueAt: number, tries = noTries): void {
    const key = keyOf(job.repo)
    const before = toRow(find.get(key, 'waiting'))
    put('waiting', {
      key,
      job: before ? uniteJobs(before.job, job) : job,
      dueAt: Math.min(dueAt, before?.dueAt ?? Infinity),
      tries: uniteTries(tries, before?.tries ?? noTries),
    })
  }

  /** It waits for its next try, or is given up where `times` were too many. */
  function tryAgain({ key, job }: JobRow, tries: Tries, times: number, why: string, now: number): void {
    remove.run(key, 'running')
    const delay = backoffMs(times)
    if (delay === undefined) bury.run(key, JSON.stringify(job), why, now)
    else wait(job, now + delay, tries)
  }

  return {
    wait,
    /** The next due job, marked as running. */
    take(now: number): JobRow | undefined {
      const row = toRow(next.get({ now }))
      if (row === undefined) return undefined
      remove.run(row.key, 'waiting')
      put('running', row)
      return row
    },
    end({ key }: JobRow): void {
      remove.run(key, 'running')
    },
    /** Done at last: what was given up before is forgotten. */
    succeed({ key }: JobRow): void {
      remove.run(key, 'running')
      unbury.run(key)
    },
    /** Tried in vain. */
    fail(row: JobRow, why: string, now: number): void {
      const tries = afterFailure(row.tries)
      tryAgain(row, tries, tries.failures, why, now)
    },
    /** Its process died while it ran. */
    die(row: JobRow, now: number): void {
      const tries = afterDeath(row.tries)
      tryAgain(row, tries, tries.deaths, 'the process died while it ran', now)
    },
    running: (): JobRow[] => running.all().map((row) => toRow(row) as JobRow),
    /** The moment at which a job that nothing holds up is due. */
    nextDueAt(): number | undefined {
      return (moment.get() as { due_at: number | null }).due_at ?? undefined
    },
    depth(now: number): Depth {
      const row = counts.get({ now }) as Record<'ready' | 'later' | 'running' | 'dead', number> & {
        oldest: number | null
      }
      const { ready, later, running, dead, oldest } = row
      return { ready, later, running, dead, oldestMs: oldest === null ? 0 : now - oldest }
    },
  }
}

function toRow(stored: unknown): JobRow | undefined {
  if (stored === undefined) return undefined
  const { key, job, due_at: dueAt, failures, deaths } = stored as StoredRow
  return { key, job: JSON.parse(job) as Job, dueAt, tries: { failures, deaths } }
}
