import type { Db } from 'pg-boss'
import { rankOf } from '../../model/job.js'
import { agedMs, type Depth } from '../queue.js'
import { bossSchema, looks, lost } from './open-boss.js'

/** What waits, as all machines see it. */
export interface Waiting {
  /** How many jobs are due, those that another machine's run holds up too. */
  readonly due: number
  /** In how many milliseconds the next one is due; undefined where none is. */
  readonly nextInMs: number | undefined
  /** Whether some are to be taken back from workers that were not heard of. */
  readonly lost: boolean
  /** Which to take: one of this priority, of an installation that is none of `passedOver`. */
  readonly next: { readonly priority: number; readonly passedOver: readonly string[] } | undefined
}

export const jobTable = `${bossSchema}.job`

/** Who is in a hurry goes first, and what is {@link agedMs} old counts as a change; among equals the installation with the fewest running jobs, so that a noisy one keeps no other waiting. */
const look = `
  with waiting as (
    select priority, group_id, start_after, exists (
        select from ${jobTable} a where a.name = $1 and a.state = 'active' and a.singleton_key = j.singleton_key
      ) as held_up
    from ${jobTable} j where name = $1 and state < 'active'
  ),
  busy as (select group_id, count(*) as jobs from ${jobTable} where name = $1 and state = 'active' group by group_id),
  due as (select * from waiting where start_after <= now() and not held_up),
  next as (
    select priority, group_id from due left join busy using (group_id)
    order by
      greatest(priority, case when start_after <= now() - interval '${agedMs} ms' then ${rankOf('change')} else 0 end) desc,
      coalesce(jobs, 0), start_after limit 1
  )
  select
    (select count(*) from waiting where start_after <= now())::int as due,
    (select extract(epoch from min(start_after) - now()) * 1000 from waiting where start_after > now())::float8 as "nextInMs",
    exists (select from ${jobTable} where name = $2 and state < 'active') as lost,
    next.priority,
    array(select distinct group_id from due where due.priority = next.priority and due.group_id <> next.group_id) as "passedOver"
  from (select) as always left join next on true`

const count = `
  select
    (count(*) filter (where name = $1 and state < 'active' and start_after <= now()))::int as ready,
    (count(*) filter (where state < 'active' and (name = $2 or start_after > now())))::int as later,
    (count(*) filter (where name = $1 and state = 'active'))::int as running,
    (select count(*) from landfall.dead_letters)::int as dead,
    coalesce(extract(epoch from now() - min(start_after) filter (where name = $1 and state < 'active' and start_after <= now())) * 1000, 0)::float8 as "oldestMs"
  from ${jobTable} where name in ($1, $2) and state <= 'active'`

/** Asks which job to take next. One that this machine or another works on holds up the one that waits behind it. */
export async function lookAtQueue(db: Db): Promise<Waiting> {
  const { rows } = await db.executeSql(look, [looks, lost])
  const { due, nextInMs, lost: isLost, priority, passedOver } = rows[0]
  return {
    due,
    nextInMs: nextInMs ?? undefined,
    lost: isLost,
    next: priority === null ? undefined : { priority, passedOver },
  }
}

/** What waits to be taken back from a lost worker counts as due later. */
export async function measureQueue(db: Db): Promise<Depth> {
  const { rows } = await db.executeSql(count, [looks, lost])
  return rows[0] as Depth
}
