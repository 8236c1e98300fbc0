import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { StoreError } from '../store-error.js'
import { inTransaction } from './in-transaction.js'
import { migrations } from './migrations.js'
import { noLog, openLog, type Log } from './open-log.js'

const fileName = 'landfall.db'

/**
 * Opens the database in a folder, which is made where it is missing, or one in memory. The file belongs to this process alone. A commit outlives the
 * process; it outlives the machine once the log was synced.
 *
 * @throws {@link StoreError} where the folder cannot be used, another process has the file, or a newer Landfall wrote it
 */
export function openDatabase(folder: string | undefined): { readonly database: Database.Database; readonly log: Log } {
  const path = folder === undefined ? ':memory:' : join(folder, fileName)
  let database: Database.Database | undefined
  try {
    if (folder !== undefined) mkdirSync(folder, { recursive: true })
    database = new Database(path)
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    migrate(database, path)
    if (folder === undefined) return { database, log: noLog }
    // The first commit has synced the folder, too, in which the log stands.
    database.pragma('synchronous = NORMAL')
    return { database, log: openLog(database, `${path}-wal`) }
  } catch (error) {
    database?.close()
    throw error instanceof StoreError ? error : new StoreError(explain(error, path), { cause: error })
  }
}

/** Closes it, and gives the file up at once: libsql itself lets go of the lock only when its garbage is collected. */
export async function closeDatabase({ database, log }: ReturnType<typeof openDatabase>): Promise<void> {
  await log.close()
  database.pragma('journal_mode = DELETE')
  database.pragma('locking_mode = NORMAL')
  database.prepare('select count(*) from sqlite_master').all()
  database.close()
}

function migrate(database: Database.Database, path: string): void {
  inTransaction(database, () => {
    const { user_version: version } = database.prepare('pragma user_version').get() as { user_version: number }
    if (version > migrations.length) {
      throw new StoreError(
        `${path} was written by a newer Landfall: start that version, or take the file away; GitHub has everything that matters.`,
      )
    }
    for (const step of migrations.slice(version)) database.exec(step)
    database.exec(`pragma user_version = ${migrations.length}`)
  })
}

function explain(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  if (code.startsWith('SQLITE_BUSY')) {
    return `another process uses ${path}: one Landfall has one folder. Stop the other, set DATA_DIR to another folder, or set DATABASE_URL to run several at once.`
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return `${path} is no database of Landfall, or is damaged: take it away; GitHub has everything that matters.`
  }
  return `${path} cannot be opened (${message}): set DATA_DIR to a folder that this user may write to.`
}
