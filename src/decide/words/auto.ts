import type { Reason } from '../../model/decision.js'
import { nextOf, printMoment, type Schedule } from '../../model/schedule.js'
import type { Version } from '../../model/version.js'

/** Every sentence about a release pull request that is merged by itself. */

export function merges(number: number, version: Version, auto: 'on-green' | Schedule): Reason {
  const since = auto === 'on-green' ? 'release.auto says on-green' : 'the schedule of release.auto says so'
  return {
    code: 'auto-merges',
    text: `#${number} is merged, since ${since} and every check has passed: ${version} ships.`,
  }
}

const whys = {
  draft: 'it is a draft',
  unknown: 'GitHub is still working out whether it can be merged',
  conflicts: 'it cannot be merged as it is',
  blocked: 'the rules of the branch keep it back: a review that is required, perhaps',
  moved: 'what it lists moved meanwhile',
  fresh: 'its newest commit is younger than two minutes, and other checks may not have begun',
  pending: 'checks on it are still running',
  failure: 'a check on it has failed',
  none: 'no check is on it yet',
  hidden: 'GitHub does not show its checks to this app, which needs the permissions checks: read and statuses: read',
  'no-method': 'the repository allows no way of merging',
} as const

export type WhyNot = keyof typeof whys

export function mergesNotYet(number: number, why: WhyNot): Reason {
  return { code: 'auto-waits', text: `#${number} is not merged by itself: ${whys[why]}.` }
}

/** `now` is only there for the moment that is next. */
export function waitsForSchedule(number: number, schedule: Schedule, now: Date): Reason {
  const next = nextOf(schedule, now)
  const when =
    next === undefined ? 'none of its moments comes any more' : `${printMoment(schedule, next)} (${schedule.timeZone})`
  return {
    code: 'auto-waits',
    text: `#${number} is merged by itself when the schedule of release.auto says so: ${when}.`,
  }
}
