import { describe, expect, test } from '@jest/globals'
import { isReleaseCommit } from '../../../src/decide/release/is-release-commit.js'

describe('a commit that only makes a release', () => {
  test.each([
    'chore: release 1.2.3',
    'chore: release 1.2.3 (#12)',
    'chore(main): release 1.2.3',
    'chore(main): release core 1.2.3 (#12)',
    'chore(main): release @scope/core 1.2.3-beta.1',
    'chore: release main (#12)',
    'chore(release): 1.2.3 [skip ci]\n\n## 1.2.3\n\n* a',
    'chore(release): v1.2.3',
    'chore(release): publish',
    'release: v1.2.3',
    'build: release 1.2.3',
    'Release 1.2.3',
    'v1.2.3',
    '1.2.3-rc.1',
    'chore: bump version to 1.2.3',
    'core@1.2.3',
  ])('%j', (message) => expect(isReleaseCommit(message)).toBe(true))

  test.each([
    'fix: 1.2.3',
    'fix: release 1.2.3',
    'chore: release notes page',
    'chore(deps): bump left-pad from 1.2.3 to 1.2.4',
    'chore(deps): update dependency a to v1.2.3',
    'feat: release',
    'release the hounds',
    '',
  ])('not %j', (message) => expect(isReleaseCommit(message)).toBe(false))
})
