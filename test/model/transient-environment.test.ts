import { expect, test } from '@jest/globals'
import { parseTransientName } from '../../src/model/transient-environment.js'

test.each([
  ['preview-12', { of: 'preview', pullRequest: 12 }],
  ['eu-west-2147483647', { of: 'eu-west', pullRequest: 2_147_483_647 }],
  ['preview-2147483648', undefined],
  ['preview-9999999999', undefined],
  ['preview-0', undefined],
  ['preview-012', undefined],
  ['preview', undefined],
  ['-12', undefined],
])('%s is of a pull request, or of none', (name, expected) => {
  expect(parseTransientName(name)).toEqual(expected)
})
