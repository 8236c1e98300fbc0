import { expect, test } from '@jest/globals'
import { createKnownLineMerges } from '../../src/observe/known-line-merges.js'

const repo = { installationId: 1, owner: 'acme', name: 'harbour' }
const at = (touchedAt: string) => ({ number: 30, touchedAt })

test('what wants nothing is remembered until it is touched', () => {
  const known = createKnownLineMerges()
  expect(known.isDone(repo, at('1'))).toBe(false)
  known.note(repo, at('1'))
  expect(known.isDone(repo, at('1'))).toBe(true)
  expect(known.isDone(repo, at('2'))).toBe(false)
  expect(known.isDone({ ...repo, name: 'other' }, at('1'))).toBe(false)
})

test('what claims something that is not found is read three times', () => {
  const known = createKnownLineMerges()
  known.doubt(repo, at('1'))
  known.doubt(repo, at('1'))
  expect(known.isDone(repo, at('1'))).toBe(false)
  known.doubt(repo, at('2'))
  known.doubt(repo, at('2'))
  expect(known.isDone(repo, at('2'))).toBe(false)
  known.doubt(repo, at('2'))
  expect(known.isDone(repo, at('2'))).toBe(true)
})
