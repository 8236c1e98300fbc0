import type Database from 'libsql'
import type { Marks } from '../marks.js'

export function createSqliteMarks(database: Database.Database): Marks {
  const write = database.prepare(`insert or replace into marks (name, value) values (?, ?)`)
  const read = database.prepare(`select name, value from marks where substr(name, 1, length(:prefix)) = :prefix`)
  const remove = database.prepare(
    `delete from marks where substr(name, 1, length(:prefix)) = :prefix and value < :lessThan`,
  )
  return {
    async note(name, value) {
      write.run(name, value)
    },
    async startingWith(prefix) {
      const rows = read.all({ prefix }) as { name: string; value: number }[]
      return new Map(rows.map(({ name, value }) => [name, value]))
    },
    async forget(prefix, lessThan) {
      remove.run({ prefix, lessThan })
    },
  }
}
