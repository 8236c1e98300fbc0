import type { PgBoss } from 'pg-boss'
import type { QueueOptions } from '../queue.js'
import { StoreError } from '../store-error.js'
import type { Store } from '../store.js'
import { createPostgresDecisionLog } from './create-postgres-decision-log.js'
import { createPostgresMarks } from './create-postgres-marks.js'
import { createPostgresQueue } from './create-postgres-queue.js'
import { explainDatabaseError } from './explain-database-error.js'
import { migrate, takeTurns } from './migrate.js'
import { closeBoss, openBoss } from './open-boss.js'
import { openPool } from './open-pool.js'
import { createPostgresJobs } from './postgres-jobs.js'

/** How many decisions are kept. */
const decisions = 10_000

/**
 * The store that several machines share: a PostgreSQL database, whose tables are made where they are missing.
 *
 * @throws {@link StoreError} where the database cannot be used
 */
export async function openPostgresStore(databaseUrl: string, options: QueueOptions): Promise<Store> {
  const pool = openPool(databaseUrl, options.onError)
  let boss: PgBoss
  try {
    boss = await pool.transact(async (db) => {
      await takeTurns(db)
      await migrate(db)
      return openBoss(pool, options.onError)
    })
  } catch (error) {
    await pool.close()
    throw error instanceof StoreError
      ? error
      : new StoreError(explainDatabaseError(error, databaseUrl), { cause: error })
  }
  const { queue, abandon } = createPostgresQueue(createPostgresJobs(pool, boss), options)
  return {
    queue,
    decisions: createPostgresDecisionLog(pool, decisions),
    marks: createPostgresMarks(pool),
    async ping() {
      await pool.executeSql(`update landfall.deliveries set at = at where guid = ''`)
    },
    async close() {
      abandon()
      await closeBoss(boss)
      await pool.close()
    },
  }
}
