import type { Settings } from '../settings.js'
import type { QueueOptions } from '../store/queue.js'
import type { Store } from '../store/store.js'

/**
 * The database that several machines share, where one is named; else a file of this machine's own. The other one is not even loaded.
 * Throws a {@link StoreError}.
 */
export async function openStore({ databaseUrl, dataDir }: Settings, options: QueueOptions): Promise<Store> {
  if (databaseUrl !== undefined) {
    const { openPostgresStore } = await import('../store/postgres/open-postgres-store.js')
    return openPostgresStore(databaseUrl, options)
  }
  const { openSqliteStore } = await import('../store/sqlite/open-sqlite-store.js')
  return openSqliteStore(dataDir, options)
}
