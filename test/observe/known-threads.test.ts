import { describe, expect, test } from '@jest/globals'
import type { Snapshot } from '../../src/model/snapshot.js'
import type { Talk } from '../../src/model/talk.js'
import { createKnownThreads } from '../../src/observe/known-threads.js'
import type { ReadIssue } from '../../src/observe/to-thread.js'
import { quiet } from '../decide/snapshots.js'

const noon = Date.parse('2026-06-01T12:00:00Z')
const minute = 60_000

const issue: ReadIssue = {
  number: 3,
  id: 'I_3',
  labels: [],
  isLocked: false,
  comments: [],
  isCut: false,
  takenOff: [],
  state: 'open',
  isDismissed: false,
  closedBy: undefined,
  reopenedByHand: false,
  closers: [{ number: 7, merged: undefined }],
  backports: {},
}

function touched(number: number, minutes: number, kind: 'issue' | 'pull-request' = 'issue'): Talk {
  const touchedAt = new Date(noon + minutes * minute).toISOString()
  const subject = kind === 'issue' ? ({ kind, state: 'open' } as const) : ({ kind, state: 'closed' } as const)
  return { number, touchedAt, isLocked: false, subject, comments: [] }
}

function seeing(list: Talk[], more: Partial<Snapshot> = {}): Snapshot {
  return { ...quiet, ...more, talks: { list, more: undefined } }
}

/** What is known of the issue, which was read at noon, at each of these looks. */
function knownAt(...looks: readonly { readonly minutes: number; readonly sees?: Snapshot }[]): boolean[] {
  let at = noon
  const known = createKnownThreads(() => new Date(at))
  known.issues.keep(quiet, issue)
  return looks.map(({ minutes, sees = quiet }) => {
    at = noon + minutes * minute
    return known.issues.find(sees, 3) !== undefined
  })
}

const others = (minutes: number): Talk[] => Array.from({ length: 8 }, (_, index) => touched(100 + index, minutes))

describe('a thread that was read', () => {
  test.each<[string, boolean[], boolean[]]>([
    ['is known while nothing is touched', knownAt({ minutes: 1 }, { minutes: 50 }), [true, true]],
    ['for an hour', knownAt({ minutes: 50 }, { minutes: 61 }), [true, false]],
    ['until it is touched', knownAt({ minutes: 5, sees: seeing([touched(3, 4)]) }), [false]],
    ['or was, just before: reads lag', knownAt({ minutes: 5, sees: seeing([touched(3, -0.5)]) }), [false]],
    ['not where that is longer ago', knownAt({ minutes: 5, sees: seeing([touched(3, -5)]) }), [true]],
    [
      'until what closes it is touched',
      knownAt({ minutes: 5, sees: seeing([touched(7, 4, 'pull-request')]) }),
      [false],
    ],
    ['not until another is', knownAt({ minutes: 5, sees: seeing([touched(8, 4, 'pull-request')]) }), [true]],
    ['nor where so much was that more may have been', knownAt({ minutes: 5, sees: seeing(others(4)) }), [false]],
    [
      'and what was touched before an earlier look counts no more',
      knownAt({ minutes: 5, sees: seeing([touched(8, 4)]) }, { minutes: 10, sees: seeing(others(3)) }),
      [true, true],
    ],
    [
      'until a label is made anew',
      knownAt({ minutes: 5, sees: seeing([], { stageLabels: { 'landfall: waiting': 'W2' } }) }),
      [false],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })

  test('is forgotten when we write in it, and in one repository alone', () => {
    const known = createKnownThreads(() => new Date(noon))
    known.issues.keep(quiet, issue)
    const elsewhere = { ...quiet, repo: { ...quiet.repo, name: 'pier' } }
    expect(known.issues.find(elsewhere, 3)).toBeUndefined()
    known.forget(elsewhere.repo, 3)
    expect(known.issues.find(quiet, 3)).toEqual(issue)
    known.forget(quiet.repo, 3)
    expect(known.issues.find(quiet, 3)).toBeUndefined()
  })
})
