import { keyOf } from '../../model/job.js'
import type { Receipt } from '../../model/receipt.js'
import type { DecisionLog } from '../decision-log.js'
import type { Pool } from './open-pool.js'

/** Keeps the newest `capacity` receipts of all machines together. */
export function createPostgresDecisionLog(pool: Pool, capacity: number): DecisionLog {
  return {
    async record(receipt) {
      await pool.executeSql(
        `with kept as (insert into landfall.decisions (key, receipt) values ($1, $2) returning id)
         delete from landfall.decisions where id <= (select id from kept) - $3::bigint`,
        [keyOf(receipt.repo), JSON.stringify(receipt), capacity],
      )
    },
    async recent(limit) {
      const { rows } = await pool.executeSql(`select receipt from landfall.decisions order by id desc limit $1`, [
        Math.min(limit, capacity),
      ])
      return rows.map((row: { receipt: string }) => JSON.parse(row.receipt) as Receipt)
    },
  }
}
