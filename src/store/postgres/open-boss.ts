import { PgBoss } from 'pg-boss'
import type { Pool } from './open-pool.js'

/** pg-boss's tables have a schema of their own: another application's pg-boss in the same database is left alone. */
export const bossSchema = 'landfall_queue'

/** The queue of looks, and where pg-boss puts those whose worker was not heard of for {@link lostAfterMs}. */
export const looks = 'looks'
export const lost = 'lost-looks'

/** pg-boss allows no less. */
export const lostAfterMs = 10_000

/** How often one of the machines looks for what was lost. */
const superviseSeconds = 3

/** A look that waits for GitHub's limits lasts an hour and more: as long as its worker is heard of it is let be, up to what pg-boss allows. */
const longestSeconds = 24 * 3_600

/**
 * Starts pg-boss on the pool, with its tables and our queues. Whoever calls keeps other machines from doing so at the same time.
 *
 * A job is tried once: trying again, its pause and its count are ours, since what waits for another try is united with what came meanwhile.
 */
export async function openBoss(pool: Pool, onError: (error: unknown) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.executeSql(text, values) },
    schema: bossSchema,
    schedule: false,
    registerInstance: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  })
  boss.on('error', onError)
  try {
    await boss.start()
    await boss.createQueue(lost)
    await boss.createQueue(looks, {
      policy: 'stately',
      retryLimit: 0,
      heartbeatSeconds: lostAfterMs / 1_000,
      expireInSeconds: longestSeconds,
      deleteAfterSeconds: 3_600,
      deadLetter: lost,
    })
    return boss
  } catch (error) {
    await closeBoss(boss)
    throw error
  }
}

/** Stops pg-boss's own work; the pool stays open. */
export function closeBoss(boss: PgBoss): Promise<void> {
  return boss.stop({ graceful: false, close: false })
}
