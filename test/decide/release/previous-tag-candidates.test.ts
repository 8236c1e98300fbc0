import { expect, test } from '@jest/globals'
import { previousTagCandidates } from '../../../src/decide/release/previous-tag-candidates.js'

test('stable versions of the format, the highest first', () => {
  const tags = ['v1.9.0', 'v1.10.0', 'v2.0.0-rc.1', '3.0.0', 'core-v4.0.0', 'v1.2', 'nightly'].map((name) => ({
    name,
    sha: name,
  }))
  expect(previousTagCandidates(tags, 'v${version}').map((tag) => tag.version)).toEqual(['1.10.0', '1.9.0'])
  expect(previousTagCandidates(tags, '${version}').map((tag) => tag.name)).toEqual(['3.0.0'])
  expect(previousTagCandidates(tags, 'core-v${version}').map((tag) => tag.name)).toEqual(['core-v4.0.0'])
})
