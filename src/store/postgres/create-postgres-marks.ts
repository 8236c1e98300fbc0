import type { Db } from 'pg-boss'
import type { Marks } from '../marks.js'

export function createPostgresMarks(db: Db): Marks {
  return {
    async note(name, value) {
      await db.executeSql(
        `insert into landfall.marks (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`,
        [name, value],
      )
    },
    async startingWith(prefix) {
      const { rows } = await db.executeSql(`select name, value from landfall.marks where starts_with(name, $1)`, [
        prefix,
      ])
      return new Map((rows as { name: string; value: number }[]).map(({ name, value }) => [name, value]))
    },
    async forget(prefix, lessThan) {
      await db.executeSql(`delete from landfall.marks where starts_with(name, $1) and value < $2`, [prefix, lessThan])
    },
  }
}
