import { describe, expect, test } from '@jest/globals'
import type { ReleasePlan } from '../../../src/model/release.js'
import type { Commands } from '../../../src/decide/release/answer-commands.js'
import { refreshDue } from '../../../src/decide/release/refresh-due.js'
import type { Seen } from '../../../src/decide/release/seen.js'

const at = (time: string): string => `2026-06-01T${time}.000Z`

/** A release branch whose newest commit is of 12:00:00, and that a command alone refreshes. */
const seen = {
  snapshot: { openReleasePullRequest: {}, releaseBranch: { committedAt: at('12:00:00'), message: '' } },
  config: { release: { refresh: { kind: 'command' } } },
} as Seen

function asked(time: string | undefined, now: string) {
  const commands = { refreshAskedAt: time && at(time) } as Commands
  return refreshDue(seen, {} as ReleasePlan, { commands, isEdited: false }, new Date(at(now)))
}

describe('a refresh that somebody asks for', () => {
  test('waits until what was pushed before is sure to be seen', () => {
    expect(asked('12:05:00', '12:05:02')).toEqual({ kind: 'waits', until: at('12:05:10') })
    expect(asked('12:05:00', '12:05:10')).toEqual({ kind: 'due' })
  })

  test('is done once the branch was refreshed after that, and not before', () => {
    expect(asked('11:59:55', '12:05:00')).toEqual({ kind: 'due' })
    expect(asked('11:59:50', '12:05:00')).toEqual({ kind: 'waits', until: undefined })
  })

  test('is none where nobody asked', () => {
    expect(asked(undefined, '12:05:00')).toEqual({ kind: 'waits', until: undefined })
  })
})
