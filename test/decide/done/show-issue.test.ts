import { describe, expect, test } from '@jest/globals'
import { showIssue } from '../../../src/decide/done/show-issue.js'
import { readStages } from '../../../src/decide/done/stages.js'
import { readConfig } from '../../../src/model/config.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import type { ClosingChange } from '../../../src/model/talk.js'
import type { IssueThread, ThreadComment } from '../../../src/model/thread.js'
import { commit, head, now, quiet, sha, v1 } from '../snapshots.js'

function mergedAs(number: number, mergeCommit: string, mergedAt = '2026-05-31T10:00:00Z'): ClosingChange {
  return { number, merged: { number, mergeCommit, mergedAt } }
}

const issue: IssueThread = {
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
  closers: [mergedAs(7, head)],
}
const range = { previous: v1, commits: [{ ...commit('fix: the lamp (#7)'), sha: head }] }
const waits: Snapshot = { ...quiet, ranges: { [head]: range } }
const released: Snapshot = {
  ...quiet,
  carried: { 'v1.0.1': range },
  history: { commits: range.commits, isWhole: true },
}

const ours: ThreadComment = {
  id: 1,
  nodeId: 'C1',
  author: { login: 'landfall', isBot: true },
  isOurs: true,
  body: '',
  createdAt: '',
  edited: false,
  url: '',
}

function shownIn(snapshot: Snapshot, more: Partial<IssueThread>, config = '') {
  const read = readConfig(config)
  if (read.kind === 'invalid') throw new Error('the default configuration should be valid')
  const stageLabels = { 'landfall: waiting': 'W', 'landfall: released': 'R' }
  const seen = {
    snapshot: { ...snapshot, stageLabels },
    branch: { name: 'main', head, tree: sha('e') },
    config: read.config,
  }
  return showIssue(seen, { ...issue, ...more }, readStages(seen, undefined, now))
}

describe('an issue', () => {
  test('that a merge closed too early is opened', () => {
    expect(shownIn(waits, { state: 'closed', closedBy: { kind: 'pull-request', number: 7 } })?.state).toBe('open')
  })

  test('of which it is not seen who closed it stays closed', () => {
    expect(shownIn(waits, { state: 'closed' })).toBeUndefined()
  })

  test('is closed with the release of all that close it', () => {
    expect(shownIn(released, {})?.state).toBe('closed')
  })

  test('is not closed where one was merged after the history was read, and is when one is in an older release', () => {
    const withOther = (mergedAt: string) =>
      shownIn(released, { closers: [...issue.closers, mergedAs(8, sha('f'), mergedAt)] })
    expect(withOther('2026-05-31T10:00:05Z')).toBeUndefined()
    expect(withOther('2026-01-31T10:00:00Z')?.state).toBe('closed')
  })

  test('of which one closer is out and another open says so, and waits', () => {
    const inPart = { labels: ['landfall: waiting'], closers: [...issue.closers, { number: 9, merged: undefined }] }
    const said = { ...ours, body: '<!-- landfall:stage -->\n#7 is merged, but not released yet.' }
    const show = shownIn(released, { ...inPart, comments: [said] })
    expect(show).toMatchObject({ addLabels: [], removeLabels: [], comment: { edit: 'C1' } })
    expect(show?.comment && 'body' in show.comment && show.comment.body).toContain(
      'with #7. #9 is still open: this issue is done when that is out, too, and is closed then.',
    )
    expect(show?.state).toBeUndefined()
  })

  test('is left alone where what closed it was merged before `since`, and not where something was later', () => {
    const closedEarly = { state: 'closed', closedBy: { kind: 'pull-request', number: 7 } } as const
    expect(shownIn(waits, closedEarly, 'since: 2026-05-31')?.state).toBe('open')
    expect(shownIn(waits, closedEarly, 'since: 2026-06-01')).toBeUndefined()
    const later = [...issue.closers, mergedAs(8, head, '2026-06-01T10:00:00Z')]
    expect(shownIn(waits, { ...closedEarly, closers: later }, 'since: 2026-06-01')).toBeUndefined()
    const closedBy = { kind: 'pull-request', number: 8 } as const
    expect(shownIn(waits, { state: 'closed', closedBy, closers: later }, 'since: 2026-06-01')?.state).toBe('open')
  })

  test('that nothing closes any more bears no label', () => {
    const said = { ...ours, body: '<!-- landfall:stage -->\n#7 is merged, but not released yet.' }
    const show = shownIn(waits, { labels: ['landfall: waiting'], closers: [], comments: [said] })
    expect(show).toMatchObject({ removeLabels: ['W'], comment: { edit: 'C1' } })
    expect(
      shownIn(waits, { labels: ['landfall: waiting'], closers: [{ number: 9, merged: undefined }] }),
    ).toBeUndefined()
  })
})
