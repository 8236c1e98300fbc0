import type Database from 'libsql'

/** Makes several changes as one: all of them, or none where one of them throws. */
export function inTransaction<T>(database: Database.Database, change: () => T): T {
  database.exec('begin immediate')
  try {
    const result = change()
    database.exec('commit')
    return result
  } catch (error) {
    // A disk that is full has ended the transaction already; to end it twice would hide why.
    if (database.inTransaction) database.exec('rollback')
    throw error
  }
}
