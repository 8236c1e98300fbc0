import { expect, test } from '@jest/globals'
import { reachedFrom } from '../../src/model/reached-from.js'

/** `child: parents`; what `g` and `h` stand on was not read. */
const commits = Object.entries({ a: '', b: 'a', c: 'a', d: 'bc', e: 'd', g: 'f', h: 'bf' }).map(([sha, parents]) => {
  return { sha, parents: [...parents], message: sha, committedAt: '2026-01-01T00:00:00Z' }
})

test.each<[string, string | undefined, string, string, boolean]>([
  ['a merge reaches both sides', 'd', '', 'abcd', true],
  ['nothing beyond a stop', 'e', 'b', 'acde', true],
  ['nothing where it is a stop itself', 'e', 'e', '', true],
  ['no further than was read', 'h', '', 'abh', false],
  ['to the end where what was not read is a stop', 'g', 'f', 'g', true],
  ['nothing from what was not read', 'f', '', '', false],
  ['nothing from nowhere', undefined, '', '', true],
])('%s', (_, start, stops, reached, isClosed) => {
  const found = reachedFrom(start, commits, new Set(stops))
  expect([...found.commits].sort().join('')).toBe(reached)
  expect(found.isClosed).toBe(isClosed)
})
