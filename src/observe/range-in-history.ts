import type { Commit, Sha } from '../model/commit.js'
import { reachedFrom } from '../model/reached-from.js'
import type { RecentHistory } from '../model/snapshot.js'

/**
 * The commits that `head` reaches and the tagged one does not, oldest first, from what was read of the history; undefined where that does not
 * prove them. Being there is not enough, since git lists by dates, which clients set: a commit may be reached from the tag over one that was
 * not read. A descendant of the tagged commit cannot be; another must be younger by a day than all that was not read, which is the
 * allowance that git itself makes for clocks that go wrong.
 */
export function rangeInHistory(history: RecentHistory, head: Sha, tagged: Sha): Commit[] | undefined {
  const isRead = (wanted: Sha): boolean => history.commits.some(({ sha }) => sha === wanted)
  if (!isRead(head) || !isRead(tagged)) return undefined
  const released = reachedFrom(tagged, history.commits).commits
  const { commits, isClosed } = reachedFrom(head, history.commits, released)
  if (!isClosed) return undefined
  const descendants = descendantsOf(tagged, history)
  if (!descendants.has(head)) return undefined
  const oldest = Date.parse(history.commits.at(-1)?.committedAt ?? '')
  const isProved = ({ sha, committedAt }: Commit): boolean =>
    history.isWhole || descendants.has(sha) || Date.parse(committedAt) >= oldest + dayMs
  const range = history.commits.filter(({ sha }) => commits.has(sha))
  return range.every(isProved) ? range.reverse() : undefined
}

/**
 * The same where GitHub compared the two and gave the oldest commits of the range and the number of all: the newest are taken from what
 * was read of the history, where each is proved to belong, and none is missing.
 */
export function completeFromHistory(
  history: RecentHistory,
  head: Sha,
  oldest: readonly Commit[],
  total: number,
): Commit[] | undefined {
  const given = new Set(oldest.map(({ sha }) => sha))
  const reached = reachedFrom(head, history.commits, given).commits
  const later = new Set<Sha>()
  // Whatever has a commit of the range behind it is of the range.
  for (const { sha, parents } of history.commits.toReversed()) {
    if (reached.has(sha) && parents.some((parent) => given.has(parent) || later.has(parent))) later.add(sha)
  }
  if (given.size + later.size !== total) return undefined
  return [...oldest, ...history.commits.filter(({ sha }) => later.has(sha)).reverse()]
}

const dayMs = 24 * 60 * 60_000

function descendantsOf(ancestor: Sha, { commits }: RecentHistory): Set<Sha> {
  const descendants = new Set([ancestor])
  for (const { sha, parents } of commits.toReversed()) {
    if (parents.some((parent) => descendants.has(parent))) descendants.add(sha)
  }
  return descendants
}
