import { describe, expect, test } from '@jest/globals'
import { readAllowance } from '../../src/model/allowance.js'
import { createAllowances } from '../../src/reconciler/allowances.js'
import { createVirtualTime } from '../support/virtual-time.js'

const start = new Date('2026-06-01T12:00:00Z')
const resetAt = start.getTime() + 1_800_000

function headers(remaining: number, resource = 'core') {
  return {
    'x-ratelimit-resource': resource,
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetAt / 1_000),
  }
}

describe('what an answer says of the allowance', () => {
  test.each<[string, Parameters<typeof readAllowance>[0], number | undefined]>([
    ['an answer', { status: 200, headers: headers(0) }, undefined],
    ['a secondary limit with its time', { status: 403, headers: { 'retry-after': '90' } }, start.getTime() + 90_000],
    ['a secondary limit as 429', { status: 429, headers: { 'retry-after': '90' } }, start.getTime() + 90_000],
    [
      'a secondary limit without a time',
      { status: 403, headers: {}, message: 'You have exceeded a secondary rate limit' },
      start.getTime() + 60_000,
    ],
    ['the hour is used up', { status: 403, headers: headers(0), message: 'API rate limit exceeded' }, resetAt],
    ['the hour is used up, without words', { status: 403, headers: headers(0) }, resetAt],
    [
      'a right that is missing',
      { status: 403, headers: headers(4_000), message: 'Resource not accessible by integration' },
      undefined,
    ],
    ['a server in trouble', { status: 502, headers: {} }, undefined],
  ])('%s', (_, answer, restUntil) => {
    expect(readAllowance(answer, start).restUntil).toBe(restUntil)
  })
})

describe('the allowance of an installation', () => {
  function hearing(...notes: [installation: number, remaining: number, resource?: string][]) {
    const time = createVirtualTime(start)
    const allowances = createAllowances(time.now)
    for (const [id, remaining, resource] of notes) {
      allowances.hear(id, readAllowance({ status: 200, headers: headers(remaining, resource) }, start))
    }
    return { ...allowances, time }
  }

  test.each([
    [4_000, undefined, undefined, undefined],
    [1_000, 1_800_000, undefined, undefined],
    [250, 1_800_000, 1_800_000, undefined],
    [0, 1_800_000, 1_800_000, 1_800_000],
  ])('with %d left: resyncs wait first, then changes, commands last', (left, resync, change, command) => {
    const { restMs } = hearing([1, left])
    expect([restMs(1, 'resync'), restMs(1, 'change'), restMs(1, 'command')]).toEqual([resync, change, command])
  })

  test('one that is used up slows no other, and the scarcest of its resources counts', () => {
    const { restMs } = hearing([1, 0], [2, 4_000], [2, 100, 'graphql'])
    expect([restMs(2, 'command'), restMs(2, 'change')]).toEqual([undefined, 1_800_000])
  })

  test('is whole again when GitHub says so', () => {
    const { restMs, time } = hearing([1, 0])
    time.pass(1_800_000)
    expect(restMs(1, 'resync')).toBeUndefined()
  })

  test('after a refusal nobody asks, however much is left', () => {
    const { restMs, hear, time } = hearing([1, 4_000])
    hear(1, readAllowance({ status: 429, headers: { 'retry-after': '30' } }, start))
    expect(restMs(1, 'hotfix')).toBe(30_000)
    time.pass(30_000)
    expect(restMs(1, 'hotfix')).toBeUndefined()
  })
})
