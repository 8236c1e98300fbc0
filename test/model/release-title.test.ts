import { expect, test } from '@jest/globals'
import { parseReleaseTitle, printReleaseTitle } from '../../src/model/release-title.js'

test.each(['1.3.0', '0.1.0', '2.0.0-rc.1'])('%s there and back', (version) => {
  expect(parseReleaseTitle(printReleaseTitle(version))).toBe(version)
  expect(parseReleaseTitle(`${printReleaseTitle(version)} (#12)`)).toBe(version)
})

test.each([
  'chore: release',
  'chore: release v1.3.0',
  'chore: release 1.3',
  'chore(main): release 1.3.0',
  'feat: release 1.3.0',
])('%j is not ours', (title) => expect(parseReleaseTitle(title)).toBeUndefined())
