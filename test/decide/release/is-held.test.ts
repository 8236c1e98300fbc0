import { expect, test } from '@jest/globals'
import { isHeld } from '../../../src/decide/release/is-held.js'
import type { Seen } from '../../../src/decide/release/seen.js'
import type { Commit } from '../../../src/model/commit.js'
import { readConfig } from '../../../src/model/config.js'

const sha = (digit: string): string => digit.repeat(40)

/** Commits on top of each other, oldest first. */
function line(...messages: string[]): Commit[] {
  return messages.map((message, index) => ({
    sha: sha(String(index + 1)),
    parents: [sha(String(index))],
    message,
    committedAt: '2026-01-01T00:00:00Z',
  }))
}

function closedAt(parent: string, change: { closedByUs?: boolean; config?: string } = {}): Seen {
  const read = readConfig(change.config ?? '')
  if (read.kind === 'invalid') throw new Error('the configuration of the test is invalid')
  const closedReleasePullRequest = { parent, closedByUs: change.closedByUs ?? false }
  return {
    snapshot: { closedReleasePullRequest, openReleasePullRequest: undefined },
    config: read.config,
  } as unknown as Seen
}

test.each<[string, Commit[], Seen, boolean]>([
  ['nothing came since', line('fix: a'), closedAt(sha('1')), true],
  ['what came asks for nothing', line('fix: a', 'docs: b', 'Merge branch x'), closedAt(sha('1')), true],
  ['a fix came', line('fix: a', 'docs: b', 'fix: c'), closedAt(sha('1')), false],
  [
    'a type came that is configured to release',
    line('fix: a', 'docs: b'),
    closedAt(sha('1'), { config: 'release:\n  types:\n    docs: patch\n' }),
    false,
  ],
  ['a footer asks for a version', line('fix: a', 'chore: b\n\nRelease-As: 3.0.0'), closedAt(sha('1')), false],
  ['the bot closed it', line('fix: a'), closedAt(sha('1'), { closedByUs: true }), false],
  ['what was held is released', line('fix: c'), closedAt(sha('9')), false],
])('closed by hand, and %s', (_, commits, seen, held) => {
  expect(isHeld(seen, commits)).toBe(held)
})
