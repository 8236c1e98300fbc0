import { describe, expect, test } from '@jest/globals'
import { isLineUnread, lineStage } from '../../../src/decide/done/line-stage.js'
import { readConfig } from '../../../src/model/config.js'
import type { LineHistory } from '../../../src/model/backport.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { quiet, sha } from '../snapshots.js'

const read = readConfig('')
if (read.kind === 'invalid') throw new Error('no configuration')
const { config } = read

const merge = {
  number: 30,
  mergeCommit: sha('2'),
  mergedAt: '2026-05-31T10:00:00Z',
  line: { name: '1.x', head: sha('4') },
}

/** 1 ← 2 (the backport) ← 3 ← 4, where the branch stands. */
const commits = ['4', '3', '2', '1'].map((digit) => ({
  sha: sha(digit),
  parents: digit === '1' ? [] : [sha(String(Number(digit) - 1))],
}))

function stageOf(
  tags: Record<string, string>,
  more: Partial<Snapshot> = {},
  history: LineHistory = { commits, end: undefined },
) {
  const list = Object.entries(tags).map(([name, digit]) => ({ name, sha: sha(digit) }))
  return lineStage({ snapshot: { ...quiet, tags: list, lines: { [sha('4')]: history }, ...more }, config }, merge)
}

const released = (tag: string) => ({ kind: 'released', tag })
const waiting = { kind: 'waiting' }

describe('where a backport stands on its branch', () => {
  test.each([
    ['no tag', {}, waiting],
    ['one from before it', { 'v1.0.0': '1' }, waiting],
    ['one on it', { 'v1.0.1': '2' }, released('v1.0.1')],
    ['one after it', { 'v1.0.1': '3' }, released('v1.0.1')],
    ['two, of which the lower version is the first', { 'v1.10.0': '4', 'v1.9.0': '3' }, released('v1.9.0')],
    ['one that is no version, and a prerelease', { nightly: '3', 'v1.0.1-rc.1': '3' }, waiting],
    ['one of another branch', { 'v2.0.0': '9' }, waiting],
  ])('with %s', (_, tags, expected) => {
    expect(stageOf(tags)).toEqual(expected)
  })

  test('a draft is not out, and a tag whose commit is not known is none', () => {
    expect(stageOf({ 'v1.0.1': '3' }, { drafts: { 'v1.0.1': [1] } })).toEqual(waiting)
    expect(stageOf({}, { tags: [{ name: 'v1.0.1', sha: undefined }] })).toEqual(waiting)
  })

  test('a side branch that was merged later is in no tag from before', () => {
    const history = [
      { sha: sha('4'), parents: [sha('3'), sha('2')] },
      { sha: sha('2'), parents: [sha('1')] },
      { sha: sha('3'), parents: [sha('1')] },
      { sha: sha('1'), parents: [] },
    ]
    expect(stageOf({ 'v1.0.1': '3' }, {}, { commits: history, end: 'whole' })).toEqual(waiting)
    expect(stageOf({ 'v1.0.1': '3', 'v1.0.2': '4' }, {}, { commits: history, end: 'whole' })).toEqual(
      released('v1.0.2'),
    )
  })

  test('what the branch does not carry is lost, or too far back', () => {
    const [newest = { sha: '', parents: [] }] = commits
    expect(stageOf({}, {}, { commits: [newest], end: 'whole' })).toEqual({ kind: 'lost' })
    expect(stageOf({}, {}, { commits: [newest], end: 'cut' })).toEqual({ kind: 'unread' })
    expect(stageOf({}, { lines: {} })).toEqual({ kind: 'unread' })
    expect(lineStage({ snapshot: quiet, config }, { ...merge, line: { name: '1.x', head: undefined } })).toEqual({
      kind: 'gone',
    })
  })

  test('is read until it is found, or nothing is behind', () => {
    const unread = (history?: LineHistory): boolean =>
      isLineUnread({ snapshot: { ...quiet, lines: history ? { [sha('4')]: history } : {} } }, merge)
    expect(unread()).toBe(true)
    expect(unread({ commits: commits.slice(0, 1), end: undefined })).toBe(true)
    expect(unread({ commits: commits.slice(0, 1), end: 'cut' })).toBe(false)
    expect(unread({ commits, end: undefined })).toBe(false)
  })
})
