import type Database from 'libsql'
import { keyOf } from '../../model/job.js'
import type { Receipt } from '../../model/receipt.js'
import type { DecisionLog } from '../decision-log.js'

/** Keeps the newest `capacity` receipts. */
export function createSqliteDecisionLog(database: Database.Database, capacity: number): DecisionLog {
  const insert = database.prepare(`insert into decisions (key, receipt) values (?, ?)`)
  const forget = database.prepare(`delete from decisions where id <= (select max(id) from decisions) - ?`)
  const newest = database.prepare(`select receipt from decisions order by id desc limit ?`)
  const record = database.transaction((receipt: Receipt) => {
    insert.run(keyOf(receipt.repo), JSON.stringify(receipt))
    forget.run(capacity)
  })
  return {
    async record(receipt) {
      record(receipt)
    },
    async recent(limit) {
      return newest
        .all(Math.min(limit, capacity))
        .map((row) => JSON.parse((row as { receipt: string }).receipt) as Receipt)
    },
  }
}
