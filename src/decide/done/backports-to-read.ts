import type { LineMerge } from '../../model/backport.js'
import type { Look } from '../../model/snapshot.js'
import type { Touched } from '../../model/talk.js'
import type { Seen } from '../release/seen.js'
import { isRecent } from './is-recent.js'
import { isLineUnread, lineStage } from './line-stage.js'

/** So many branches are followed. */
export const mostLines = 10

/** What has to be seen before it is known what was brought to other branches, and where what waits there stands. */
export function backportLooks(seen: Seen): Look[] {
  const unread = followed(seen).filter((merge) => isLineUnread(seen, merge))
  const merges = mergesToRead(seen).filter(({ number }) => seen.snapshot.lineMerges?.[number] === undefined)
  return [
    ...(unread.length === 0 ? [] : [{ kind: 'lines', of: unread } as const]),
    ...(merges.length === 0 ? [] : [{ kind: 'line-merges', pullRequests: merges } as const]),
  ]
}

/** The pull requests of the default branch of which something was brought to another branch that is to be told. */
export function originalsToRead({ snapshot, config }: Seen): number[] {
  const threads = Object.values(snapshot.lineMerges ?? {})
  return threads
    .flatMap((thread) => thread?.originals ?? [])
    .filter(({ mergedAt }) => isRecent(config.since, mergedAt))
    .map(({ number }) => number)
}

/** Whether more waits on other branches than is followed. */
export function isMoreElsewhere({ snapshot: { waiting } }: Pick<Seen, 'snapshot'>): boolean {
  return waiting.elsewhere.isCut || headsOf(waiting.elsewhere.list).length > mostLines
}

/** What waits on other branches, those that were touched last: of the first ten of them. */
function followed({ snapshot: { waiting } }: Pick<Seen, 'snapshot'>): readonly (LineMerge & Touched)[] {
  const heads = headsOf(waiting.elsewhere.list).slice(0, mostLines)
  return waiting.elsewhere.list.filter(({ line }) => line.head === undefined || heads.includes(line.head))
}

function headsOf(merges: readonly LineMerge[]): string[] {
  return [...new Set(merges.flatMap(({ line }) => line.head ?? []))]
}

/** What was merged into another branch and touched lately, and does not bear the label of what waits there; and what bears it and waits no longer. */
function mergesToRead(seen: Seen): Touched[] {
  const { snapshot, branch, config } = seen
  const known = new Set(snapshot.waiting.elsewhere.list.map(({ number }) => number))
  const touched = snapshot.talks.list.filter(({ number, subject, isLocked }) => {
    if (isLocked || known.has(number) || subject.kind !== 'pull-request' || subject.state !== 'merged') return false
    return subject.base !== branch.name && isRecent(config.since, subject.merged.mergedAt)
  })
  const moved = followed(seen).filter((merge) => {
    return !isLineUnread(seen, merge) && ['released', 'gone'].includes(lineStage(seen, merge).kind)
  })
  return [...touched, ...moved].map(({ number, touchedAt }) => ({ number, touchedAt }))
}
