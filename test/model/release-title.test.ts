import { expect, test } from '@jest/globals'
import { parseReleaseTitle, printReleaseTitle } from '../../src/model/release-title.js'

test.each(['1.3.0', '0.1.0', '2.0.0-rc.1'])('%s there and back', (version) => {
  expect(parseReleaseTitle(printReleaseTitle(version))).toBe(version)
  expect(parseReleaseTitle(`${printReleaseTitle(version)} (#12)`)).toBe(version)
})

test('of a whole message the first line counts', () => {
  expect(parseReleaseTitle('chore: release 1.2.3\n\nSigned-off-by: x')).toBe('1.2.3')
  expect(parseReleaseTitle('chore: release 1.2.3 (#12)\r\n\r\nCo-authored-by: y\r\n')).toBe('1.2.3')
  expect(parseReleaseTitle('Merge pull request #12 from octo/release\n\nchore: release 1.2.3')).toBeUndefined()
})

test.each([
  'chore: release',
  'chore: release v1.3.0',
  'chore: release 1.3',
  'chore(main): release 1.3.0',
  'feat: release 1.3.0',
])('%j is not ours', (title) => expect(parseReleaseTitle(title)).toBeUndefined())
