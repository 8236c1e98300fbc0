import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import type Database from 'libsql'

/** What was committed, on its way to the disk. */
export interface Log {
  /** Resolves once every commit that was made before is on the disk. One at a time. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Nothing is kept: a database in memory. */
export const noLog: Log = { sync: async () => {}, close: async () => {} }

/**
 * SQLite's write-ahead log at `path`, synced beside the event loop: SQLite itself would stop everything while the disk writes. Commits are in
 * the log in their order, so whatever is lost with the power is the newest, and never half of one.
 */
export function openLog(database: Database.Database, path: string, datasync = promisify(fdatasync)): Log {
  const file = openSync(path, 'r+')
  let syncing = Promise.resolve()
  let isSound = true

  async function sync(): Promise<void> {
    if (isSound) {
      try {
        return await datasync(file)
      } catch {
        isSound = false
      }
    }
    // What a sync left out, the next one may leave out without a word: it goes into the database itself, which SQLite syncs.
    database.pragma('wal_checkpoint(TRUNCATE)')
    isSound = true
  }

  return {
    sync() {
      const synced = sync()
      syncing = synced.catch(() => {})
      return synced
    },
    async close() {
      await syncing
      closeSync(file)
    },
  }
}
