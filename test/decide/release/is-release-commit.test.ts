import { describe, expect, test } from '@jest/globals'
import { isReleaseCommit } from '../../../src/decide/release/is-release-commit.js'
import { link, notesOf } from './commits.js'

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
    'chore: 1.2.3',
    'chore(release): core@1.2.3',
    'chore: publish @scope/core@1.2.3',
    'release(core): core 1.2.3',
    'chore(release): 2.0.0\n\n### BREAKING CHANGES\n\n* it breaks',
  ])('%j', (message) => expect(isReleaseCommit(message)).toBe(true))

  test.each([
    'fix: 1.2.3',
    'fix: release 1.2.3',
    'chore: release notes page',
    'chore(deps): bump left-pad from 1.2.3 to 1.2.4',
    'chore(deps): update dependency a to v1.2.3',
    'feat: release',
    'release the hounds',
    'chore!: node 20.0.0',
    'chore!: release 2.0.0',
    'chore(release)!: 2.0.0',
    'build(deps): react 19.0.0',
    'build(node): 20.0.0',
    'chore(deps)!: electron 30.0.0\n\nBREAKING CHANGE: it needs macOS 11',
    'chore: release 2.0.0\n\nBREAKING CHANGE: it needs node 20',
    'chore: release 2.0.0\r\n\r\n\u200bBREAKING-CHANGE: it needs node 20',
    'chore: release main\n\nBREAKING CHANGE: it needs node 20',
    'build!: typescript-5.0.0',
    'chore: support 1.2.3',
    'node 20.0.0',
    'core@1.2.3',
    '',
  ])('not %j', (message) => expect(isReleaseCommit(message)).toBe(false))

  test('a change that looks like one keeps its place in the release', async () => {
    const notes = await notesOf(['chore!: node 20.0.0', 'feat: a'], { link })
    expect(notes).toContain('node 20.0.0')
  })

  test.each([' (#1)', '1.', ' [skip ci]', '/a', '-'])('a subject of %j, over and over, takes no time', (part) => {
    const before = performance.now()
    expect(isReleaseCommit(`chore: release a${part.repeat(100_000)}`)).toBe(false)
    expect(isReleaseCommit(`${part.repeat(100_000)}x`)).toBe(false)
    expect(performance.now() - before).toBeLessThan(250)
  })
})
