import type { LineMerge, LineStage } from '../../model/backport.js'
import { reachedFrom } from '../../model/reached-from.js'
import { previousTagCandidates } from '../release/previous-tag-candidates.js'
import type { Seen } from '../release/seen.js'

/** Where a change stands on the branch that it was merged into: its first release is the lowest stable version there whose tag reaches it. */
export function lineStage(
  { snapshot, config }: Pick<Seen, 'snapshot' | 'config'>,
  { mergeCommit, line }: LineMerge,
): LineStage {
  if (line.head === undefined) return { kind: 'gone' }
  const history = snapshot.lines?.[line.head]
  if (history === undefined) return { kind: 'unread' }
  const onLine = new Set(history.commits.map(({ sha }) => sha))
  if (!onLine.has(mergeCommit)) return { kind: history.end === 'cut' ? 'unread' : 'lost' }
  const tag = previousTagCandidates(snapshot.tags, config.release.tag)
    .filter(({ name }) => snapshot.drafts?.[name] === undefined)
    .findLast(({ sha }) => {
      return sha !== undefined && onLine.has(sha) && reachedFrom(sha, history.commits).commits.has(mergeCommit)
    })
  return tag === undefined ? { kind: 'waiting' } : { kind: 'released', tag: tag.name }
}

/** Whether what the branch reaches is still to be read for that. */
export function isLineUnread({ snapshot }: Pick<Seen, 'snapshot'>, { mergeCommit, line }: LineMerge): boolean {
  if (line.head === undefined) return false
  const history = snapshot.lines?.[line.head]
  if (history === undefined) return true
  return history.end === undefined && history.commits.every(({ sha }) => sha !== mergeCommit)
}
