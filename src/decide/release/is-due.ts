import { lastOf, type Schedule } from '../../model/schedule.js'
import { bumpOf } from './next-version.js'
import { readCommits } from './plan-release.js'
import { findReleaseAs } from './requested-version.js'
import type { Seen } from './seen.js'

/** So long after its moment a scheduled release is still made: when checks turn green, or the bot is back. After that it waits for the next one. */
const latenessMs = 2 * 60 * 60_000

/**
 * Whether the schedule asks for a release now: its newest moment is no more than two hours ago, nothing was released since, and something that asks
 * for a release was merged before it.
 */
export function isDue({ snapshot, branch, config }: Seen, schedule: Schedule, now: Date): boolean {
  const moment = lastOf(schedule, now)?.getTime()
  if (moment === undefined || now.getTime() - moment > latenessMs) return false
  if (snapshot.mergedReleasePullRequests.some(({ mergedAt }) => Date.parse(mergedAt) >= moment)) return false
  const before = (snapshot.ranges[branch.head]?.commits ?? []).filter(({ sha, committedAt }) => {
    const [brought] = snapshot.brought[sha] ?? []
    return Date.parse(brought?.mergedAt ?? committedAt) <= moment
  })
  const { read } = readCommits(before, config.release)
  return findReleaseAs(before) !== undefined || read.some((commit) => bumpOf(commit, config.release) !== 'none')
}
