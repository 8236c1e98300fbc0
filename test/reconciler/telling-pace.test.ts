import { describe, expect, test } from '@jest/globals'
import type { Action } from '../../src/model/action.js'
import { createTellingPace } from '../../src/reconciler/telling-pace.js'
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.js'
import { createVirtualTime } from '../support/virtual-time.js'

const start = Date.parse('2026-06-01T12:00:00Z')
const tells = (number: number): Action => ({ kind: 'show-stage', number, thread: 'T', isRelease: true })

function open() {
  const clock = { at: start }
  const now = (): Date => new Date(clock.at)
  const { marks } = openSqliteStore(undefined, {
    time: createVirtualTime(new Date(start)),
    pauseMs: 0,
    onError: (error) => {
      throw error
    },
  })
  return { clock, marks, now, pace: createTellingPace(marks, now) }
}

describe('the pace of telling', () => {
  test('is 60 a minute, and the next is told when the first of them is a minute old', async () => {
    const { clock, pace } = open()
    for (let turn = 0; turn < 60; turn += 1) expect(await pace.turn(1, tells(turn))).toBeUndefined()
    clock.at += 20_000
    expect(await pace.turn(1, tells(60))).toBe(40_000)
    clock.at += 40_000
    expect(await pace.turn(1, tells(60))).toBeUndefined()
  })

  test('is 400 an hour, though the process begins anew', async () => {
    const { clock, marks, now, pace } = open()
    for (let turn = 0; turn < 400; turn += 1) {
      expect(await pace.turn(1, tells(turn))).toBeUndefined()
      clock.at += 2_000
    }
    const anew = createTellingPace(marks, now)
    expect(await anew.turn(1, tells(400))).toBe(3_600_000 - 800_000)
    clock.at += 3_600_000 - 800_000
    expect(await anew.turn(1, tells(400))).toBeUndefined()
  })

  test('is each installation’s own, and nothing else waits for it', async () => {
    const { pace } = open()
    for (let turn = 0; turn < 60; turn += 1) await pace.turn(1, tells(turn))
    expect(await pace.turn(1, tells(60))).toBe(60_000)
    expect(await pace.turn(2, tells(60))).toBeUndefined()
    expect(await pace.turn(1, { kind: 'create-tag', name: 'v1.0.0', sha: 'a' })).toBeUndefined()
  })
})
