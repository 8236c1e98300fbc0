import type { Db } from 'pg-boss'
import { StoreError } from '../store-error.js'
import { migrations } from './migrations.js'

/** Machines that start at once take their turns until the transaction ends. */
export async function takeTurns(db: Db): Promise<void> {
  await db.executeSql(`select pg_advisory_xact_lock(hashtextextended('landfall migrations', 0))`)
}

/**
 * Brings our tables up to date, in the transaction that `db` is.
 *
 * @throws {@link StoreError} where a newer Landfall wrote them
 */
export async function migrate(db: Db): Promise<void> {
  await db.executeSql(`create schema if not exists landfall`)
  await db.executeSql(`create table if not exists landfall.migrations (version integer primary key)`)
  const { rows } = await db.executeSql(`select coalesce(max(version), 0) as version from landfall.migrations`)
  const { version } = rows[0] as { version: number }
  if (version > migrations.length) {
    throw new StoreError(
      'the database that DATABASE_URL names was written by a newer Landfall: start that version, or take the schemas landfall and landfall_queue away; GitHub has everything that matters.',
    )
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    await db.executeSql(step)
    await db.executeSql(`insert into landfall.migrations (version) values ($1)`, [index + 1])
  }
}
