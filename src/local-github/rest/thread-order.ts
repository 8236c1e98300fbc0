import type { Thread } from '../world/entities.js'
import type { RestContext } from './rest-request.js'

/** `state`: open unless asked for closed or all. */
export function inState(c: RestContext, { state }: Pick<Thread, 'state'>): boolean {
  const asked = c.req.query('state') ?? 'open'
  return asked === 'all' || state === asked
}

/** `sort` and `direction`, the newest first unless told otherwise. */
export function bySort(
  c: RestContext,
  usual: 'asc' | 'desc' = 'desc',
): (a: Pick<Thread, 'createdAt' | 'updatedAt' | 'id'>, b: Pick<Thread, 'createdAt' | 'updatedAt' | 'id'>) => number {
  const field = c.req.query('sort') === 'updated' ? 'updatedAt' : 'createdAt'
  const sign = (c.req.query('direction') ?? usual) === 'asc' ? 1 : -1
  return (a, b) => sign * (Date.parse(a[field]) - Date.parse(b[field]) || a.id - b.id)
}
