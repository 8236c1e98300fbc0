import { expect, test } from '@jest/globals'
import { printWait, readWait, waitPattern } from '../../src/model/longest-wait.js'

const hourMs = 60 * 60_000

test.each([
  ['1h', hourMs, '1 hour'],
  ['36h', 36 * hourMs, '36 hours'],
  ['48h', 48 * hourMs, '2 days'],
  ['1d', 24 * hourMs, '1 day'],
  ['19d', 19 * 24 * hourMs, '19 days'],
  ['90d', 90 * 24 * hourMs, '90 days'],
])('%s is a wait', (text, ms, words) => {
  expect(text).toMatch(waitPattern)
  expect(readWait(text)).toBe(ms)
  expect(printWait(ms)).toBe(words)
})

test.each(['0h', '0d', '00d', '91d', '99d', '100d', '1000h', '7', '7w', '30m', '-1d', '1.5d', '7d ', 'd'])(
  '%j is none',
  (text) => {
    expect(text).not.toMatch(waitPattern)
  },
)
