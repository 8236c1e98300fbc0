import type { Settings } from '../settings.js'
import { openPostgresStore } from '../store/postgres/open-postgres-store.js'
import type { QueueOptions } from '../store/queue.js'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.js'
import type { Store } from '../store/store.js'

/** The database that several machines share, where one is named; else a file of this machine's own. Throws a {@link StoreError}. */
export async function openStore({ databaseUrl, dataDir }: Settings, options: QueueOptions): Promise<Store> {
  return databaseUrl === undefined ? openSqliteStore(dataDir, options) : openPostgresStore(databaseUrl, options)
}
