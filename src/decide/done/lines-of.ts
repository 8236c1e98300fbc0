import type { LineMerge, LineStanding } from '../../model/backport.js'
import type { Seen } from '../release/seen.js'
import { lineStage } from './line-stage.js'

/** Where changes of the default branch stand on others, by their pull requests: each backport of theirs that was seen, the oldest first. */
export function linesOf(
  { snapshot, config }: Pick<Seen, 'snapshot' | 'config'>,
  pullRequests: readonly number[],
): LineStanding[] {
  const mentioned = pullRequests.flatMap((number) => snapshot.backports?.[number] ?? [])
  // Who is only being told what it is a backport of may not be mentioned there yet; and what was mentioned may have been read a while ago.
  const read = Object.values(snapshot.lineMerges ?? {}).flatMap((thread): LineMerge[] => {
    return thread?.originals.some(({ number }) => pullRequests.includes(number)) ? [thread.merge] : []
  })
  const merges = new Map([...mentioned, ...read].map((merge) => [merge.number, merge]))
  return [...merges.values()]
    .toSorted((a, b) => a.number - b.number)
    .map((merge) => ({ merge, stage: lineStage({ snapshot, config }, merge) }))
}
