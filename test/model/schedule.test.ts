import { describe, expect, test } from '@jest/globals'
import { isCron, isTimeZone, lastOf, nextOf, printMoment, type Schedule } from '../../src/model/schedule.js'

const berlin = (cron: string): Schedule => ({ cron, timeZone: 'Europe/Berlin' })
const nine = berlin('0 9 * * 1-5')

describe('a schedule', () => {
  test.each<[string, Schedule, string, string, string]>([
    // now, the last moment, the next one
    ['before nine', nine, '2026-11-26T07:59:59.999Z', '2026-11-25T08:00Z', '2026-11-26T08:00Z'],
    ['at nine', nine, '2026-11-26T08:00:00.000Z', '2026-11-26T08:00Z', '2026-11-27T08:00Z'],
    ['just after', nine, '2026-11-26T08:00:00.001Z', '2026-11-26T08:00Z', '2026-11-27T08:00Z'],
    ['over a weekend', nine, '2026-11-28T12:00:00Z', '2026-11-27T08:00Z', '2026-11-30T08:00Z'],
    [
      'nine stays nine in spring',
      berlin('0 9 * * *'),
      '2026-03-28T12:00:00Z',
      '2026-03-28T08:00Z',
      '2026-03-29T07:00Z',
    ],
    ['and in autumn', berlin('0 9 * * *'), '2026-10-24T12:00:00Z', '2026-10-24T07:00Z', '2026-10-25T08:00Z'],
    [
      'an hour that is left out',
      berlin('30 2 * * *'),
      '2026-03-29T00:00:00Z',
      '2026-03-28T01:30Z',
      '2026-03-29T01:30Z',
    ],
    [
      'an hour that comes twice',
      berlin('30 2 * * *'),
      '2026-10-25T00:00:00Z',
      '2026-10-24T00:30Z',
      '2026-10-25T00:30Z',
    ],
    ['comes once', berlin('30 2 * * *'), '2026-10-25T01:30:00Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ['that has passed', berlin('30 2 * * *'), '2026-03-29T01:30:00Z', '2026-03-29T01:30Z', '2026-03-30T00:30Z'],
  ])('%s', (_, schedule, now, last, next) => {
    expect(lastOf(schedule, new Date(now))).toEqual(new Date(last))
    expect(nextOf(schedule, new Date(now))).toEqual(new Date(next))
  })

  test('the clocks of the place show when', () => {
    expect(printMoment(nine, new Date('2026-11-30T08:00Z'))).toBe('2026-11-30 09:00')
    expect(printMoment(nine, new Date('2026-07-30T07:00Z'))).toBe('2026-07-30 09:00')
  })

  test.each([
    ['0 9 * * 1-5', true],
    ['*/15 8-17 * * MON,WED', true],
    ['0 9 29 2 *', true],
    ['0 9 31 2 *', false],
    ['0 9 * *', false],
    ['0 0 9 * * *', false],
    ['@daily', false],
    ['61 9 * * *', false],
    ['2026-11-26T09:00', false],
    ['nine o’clock on working days', false],
  ])('%j is five fields of cron: %p', (text, expected) => {
    expect(isCron(text)).toBe(expected)
  })

  test.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Europe/Nowhere', false],
    ['', false],
  ])('%j is a time zone: %p', (name, expected) => {
    expect(isTimeZone(name)).toBe(expected)
  })
})
