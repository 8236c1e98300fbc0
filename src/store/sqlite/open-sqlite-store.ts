import type { QueueOptions } from '../queue.js'
import type { Store } from '../store.js'
import { createSqliteDecisionLog } from './create-sqlite-decision-log.js'
import { createSqliteMarks } from './create-sqlite-marks.js'
import { createSqliteQueue } from './create-sqlite-queue.js'
import { closeDatabase, openDatabase } from './open-database.js'

/** How many decisions are kept. */
const decisions = 10_000

/**
 * The store of one process: one file in `folder`, or, where that is undefined, nothing but memory.
 *
 * @throws {@link StoreError} where the file cannot be used
 */
export function openSqliteStore(folder: string | undefined, options: QueueOptions): Store {
  const opened = openDatabase(folder)
  const { database, log } = opened
  const ping = database.prepare(`update deliveries set at = at where guid = ''`)
  return {
    queue: createSqliteQueue(database, log, options),
    decisions: createSqliteDecisionLog(database, decisions),
    marks: createSqliteMarks(database),
    async ping() {
      ping.run()
    },
    close: () => closeDatabase(opened),
  }
}
