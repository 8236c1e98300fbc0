import type { Reason } from '../../model/decision.js'
import type { Version } from '../../model/version.js'

/** Every sentence about a release pull request that is merged by itself. */

export function merges(number: number, version: Version): Reason {
  return {
    code: 'auto-merges',
    text: `#${number} is merged, since release.auto says on-green and every check has passed: ${version} ships.`,
  }
}

const whys = {
  draft: 'it is a draft',
  unknown: 'GitHub is still working out whether it can be merged',
  conflicts: 'it cannot be merged as it is',
  blocked: 'the rules of the branch keep it back: a review that is required, perhaps',
  moved: 'what it lists moved meanwhile',
  pending: 'checks on it are still running',
  failure: 'a check on it has failed',
  none: 'no check is on it yet',
  'no-method': 'the repository allows no way of merging',
} as const

export type WhyNot = keyof typeof whys

export function mergesNotYet(number: number, why: WhyNot): Reason {
  return { code: 'auto-waits', text: `#${number} is not merged by itself: ${whys[why]}.` }
}
