import type Database from 'libsql'
import { keyOf } from '../../model/job.js'
import type { Receipt } from '../../model/receipt.js'
import type { DecisionLog } from '../decision-log.js'
import { inTransaction } from './in-transaction.js'

/** Keeps the newest `capacity` receipts. */
export function createSqliteDecisionLog(database: Database.Database, capacity: number): DecisionLog {
  const insert = database.prepare(`insert into decisions (key, receipt) values (?, ?)`)
  const forget = database.prepare(`delete from decisions where id <= (select max(id) from decisions) - ?`)
  const newest = database.prepare(`select receipt from decisions order by id desc limit ?`)
  return {
    async record(receipt) {
      inTransaction(database, () => {
        insert.run(keyOf(receipt.repo), JSON.stringify(receipt))
        forget.run(capacity)
      })
    },
    async recent(limit) {
      return newest
        .all(Math.min(limit, capacity))
        .map((row) => JSON.parse((row as { receipt: string }).receipt) as Receipt)
    },
  }
}
