import type Database from 'libsql'
import { createIntake, type Arrival } from '../create-intake.js'
import type { Outcome, Queue, QueueOptions, Work } from '../queue.js'
import { inTransaction } from './in-transaction.js'
import type { Log } from './open-log.js'
import { createSqliteJobs, type JobRow } from './sqlite-jobs.js'

/** A GUID is remembered for longer than GitHub delivers again: three days. */
const rememberedMs = 4 * 86_400_000
const forgetEveryMs = 3_600_000

/** A timer is set for no longer: a clock that is put right meanwhile is heard of, and no timer holds more than 24 days. */
const longestWaitMs = 3_600_000

/** A store that failed is tried again after so long. */
const brokenMs = 1_000

/** The queue of one process. What ran when the last process died waits again. */
export function createSqliteQueue(database: Database.Database, log: Log, options: QueueOptions): Queue {
  const { time, pauseMs, atOnce = 10, onError } = options
  const table = createSqliteJobs(database)
  const isNew = database.prepare(`insert or ignore into deliveries (guid, at) values (?, ?)`)
  const forgetGuids = database.prepare(`delete from deliveries where at < ?`)
  const forgetDead = database.prepare(`delete from dead_letters where at < ?`)
  const running = new Set<JobRow>()
  const intake = createIntake(write, goOn)
  let work: Work | undefined
  let timer: { cancel(): void } | undefined
  let watchers: (() => void)[] = []
  let forgetAt = 0

  const now = (): number => time.now().getTime()
  const atomically = <T>(change: () => T): T => inTransaction(database, change)

  atomically(() => {
    for (const row of table.running()) table.die(row, now())
  })

  /** GUIDs that GitHub delivers no more, and dead letters of what is gone: what is still there was looked at since. */
  function forget(): void {
    if (now() < forgetAt) return
    forgetAt = now() + forgetEveryMs
    forgetGuids.run(now() - rememberedMs)
    forgetDead.run(now() - rememberedMs)
  }

  async function write(batch: readonly Arrival[]): Promise<void> {
    const at = now()
    atomically(() => {
      forget()
      for (const { guid, jobs, delayMs } of batch) {
        if (guid !== undefined && isNew.run(guid, at).changes === 0) continue
        for (const job of jobs) table.wait(job, at + Math.max(delayMs, pauseMs))
      }
    })
    await log.sync()
  }

  /** Starts what is due, as far as there is room, and sets the clock for what is due later. */
  function goOn(): void {
    timer?.cancel()
    timer = undefined
    try {
      if (work !== undefined) {
        for (const row of take(atOnce - running.size)) void run(row, work)
        const dueAt = running.size < atOnce ? table.nextDueAt() : undefined
        if (dueAt !== undefined) timer = time.after(Math.min(longestWaitMs, Math.max(0, dueAt - now())), goOn)
      }
      tellWatchers()
    } catch (error) {
      onError(error)
      timer = time.after(brokenMs, goOn)
    }
  }

  function take(room: number): JobRow[] {
    return atomically(() => {
      const taken: JobRow[] = []
      while (taken.length < room) {
        const row = table.take(now())
        if (row === undefined) break
        taken.push(row)
      }
      return taken
    })
  }

  async function run(row: JobRow, work: Work): Promise<void> {
    running.add(row)
    const outcome = await work(row.job, { holds: () => running.has(row) }).catch((error: unknown): Outcome => ({
      kind: 'again',
      why: error instanceof Error ? error.message : String(error),
    }))
    conclude(row, outcome)
  }

  /** Until it is written down the job counts as running: nobody else may begin it. */
  function conclude(row: JobRow, outcome: Outcome): void {
    if (!running.has(row)) return
    try {
      atomically(() => settle(row, outcome))
    } catch (error) {
      onError(error)
      time.after(brokenMs, () => conclude(row, outcome))
      return
    }
    running.delete(row)
    goOn()
  }

  function settle(row: JobRow, outcome: Outcome): void {
    if (outcome.kind === 'again') return table.fail(row, outcome.why, now())
    if (outcome.kind === 'put-off') {
      table.end(row)
      return table.wait(row.job, now() + outcome.delayMs, row.tries)
    }
    table.succeed(row)
    if (outcome.next) table.wait(outcome.next.job, now() + Math.max(outcome.next.delayMs, pauseMs))
  }

  function isIdle(): boolean {
    if (running.size > 0 || intake.isBusy()) return false
    return work === undefined || (table.nextDueAt() ?? Infinity) > now()
  }

  function tellWatchers(): void {
    if (watchers.length === 0 || !isIdle()) return
    const told = watchers
    watchers = []
    for (const tell of told) tell()
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      watchers.push(resolve)
      tellWatchers()
    })
  }

  return {
    enqueue: (jobs, delayMs = 0) => intake.takeIn({ guid: undefined, jobs, delayMs }),
    receive: (guid, jobs) => intake.takeIn({ guid, jobs, delayMs: 0 }),
    start(given) {
      work = given
      goOn()
    },
    idle,
    async stop(limitMs) {
      work = undefined
      timer?.cancel()
      const late = time.after(limitMs, handBack)
      await idle()
      late.cancel()
    },
    depth: () => Promise.resolve(table.depth(now())),
  }

  /** What cannot even be handed back is found as running at the next start. */
  function handBack(): void {
    try {
      atomically(() => {
        for (const row of running) {
          table.end(row)
          table.wait(row.job, now(), row.tries)
        }
      })
    } catch (error) {
      onError(error)
    }
    running.clear()
    tellWatchers()
  }
}
