import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import type { LineHistory, LineMerge } from '../../../src/model/backport.js'
import { lineLabel, releasedLabel, waitingLabel } from '../../../src/model/change.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import type { Talk } from '../../../src/model/talk.js'
import type { LineMergeThread, PullRequestThread } from '../../../src/model/thread.js'
import { now, quiet, sha } from '../snapshots.js'

const mergedAt = '2026-05-31T10:00:00Z'
const touchedAt = '2026-05-31T11:00:00Z'
const original = { number: 12, mergeCommit: sha('1'), mergedAt }
const merge: LineMerge = { number: 30, mergeCommit: sha('2'), mergedAt, line: { name: '1.x', head: sha('4') } }
const history: LineHistory = {
  commits: [
    { sha: sha('4'), parents: [sha('2')] },
    { sha: sha('2'), parents: [] },
  ],
  end: 'whole',
}
const lines = { [sha('4')]: history }
const url = 'https://github.example/acme/harbour'

const stageLabels = { [waitingLabel]: 'L_w', [releasedLabel]: 'L_r', [lineLabel]: 'L_l' }
const base: Snapshot = { ...quiet, stageLabels }

const talk: Talk = {
  number: 30,
  touchedAt,
  isLocked: false,
  comments: [],
  subject: { kind: 'pull-request', state: 'merged', base: '1.x', baseHead: sha('4'), merged: merge },
}

function ours(body: string, id = 1) {
  const comment = {
    id,
    author: { login: 'landfall', isBot: true },
    isOurs: true,
    createdAt: mergedAt,
    edited: false,
    url: '',
  }
  return { ...comment, nodeId: `C_${id}`, body: `<!-- landfall:stage -->\n${body}` }
}

const thread = { id: 'T', labels: [], isLocked: false, comments: [], isCut: false, takenOff: [] }
const ported: LineMergeThread = { ...thread, number: 30, merge, originals: [original] }
/** Released long ago: no release that is looked at has it. */
const told: PullRequestThread = {
  ...thread,
  number: 12,
  id: 'T_12',
  labels: [releasedLabel],
  comments: [ours('Released in v0.9.0.')],
  merged: original,
  closes: [],
}

function seen(ofMerge: Partial<LineMergeThread>, more: Partial<Snapshot> = {}): Snapshot {
  return {
    ...base,
    lines,
    lineMerges: { 30: { ...ported, ...ofMerge } },
    threads: { pullRequests: { 12: told }, issues: {}, asked: [12] },
    ...more,
  }
}

async function shows(snapshot: Snapshot) {
  const { actions } = await decide(snapshot, now)
  return actions.filter((action) => action.kind === 'show-stage')
}

describe('what was merged into another branch', () => {
  const touched: Snapshot = { ...base, talks: { list: [talk], more: undefined } }

  test('and touched lately is asked what it brings there, once', async () => {
    const { looks } = await decide(touched, now)
    expect(looks).toEqual([{ kind: 'line-merges', pullRequests: [{ number: 30, touchedAt }] }])
    expect((await decide({ ...touched, lineMerges: { 30: null } }, now)).looks).toEqual([])
  })

  test.each([
    ['is locked', { isLocked: true }],
    ['is open', { subject: { kind: 'pull-request', state: 'open', isDraft: false } }],
    ['was merged into the default branch', { subject: { ...talk.subject, base: 'main' } }],
  ])('not where it %s', async (_, more) => {
    const list = [{ ...talk, ...(more as Partial<Talk>) }]
    expect((await decide({ ...touched, talks: { list, more: undefined } }, now)).looks).toEqual([])
  })

  test('nor where that was before `since`, or where it waits already', async () => {
    expect((await decide({ ...touched, configText: "since: '2026-06-01'" }, now)).looks).toEqual([])
    const elsewhere = { list: [{ ...merge, touchedAt }], isCut: false }
    const waiting = { ...touched, waiting: { ...quiet.waiting, elsewhere }, lines }
    expect((await decide(waiting, now)).looks).toEqual([])
  })
})

describe('what waits on another branch', () => {
  const elsewhere = { list: [{ ...merge, touchedAt }], isCut: false }
  const waiting: Snapshot = { ...base, waiting: { ...quiet.waiting, elsewhere } }

  test('is looked for in what that branch reaches, and read when a release there has it', async () => {
    expect((await decide(waiting, now)).looks).toMatchObject([{ kind: 'lines', of: [{ number: 30 }] }])
    expect((await decide({ ...waiting, lines }, now)).looks).toEqual([])
    const tags = [...quiet.tags, { name: 'v0.9.1', sha: sha('4') }]
    expect((await decide({ ...waiting, lines, tags }, now)).looks).toEqual([
      { kind: 'line-merges', pullRequests: [{ number: 30, touchedAt }] },
    ])
  })

  test('is followed on ten branches, and more are spoken of', async () => {
    const list = Array.from({ length: 11 }, (_, index) => {
      const line = { name: `${index}.x`, head: String(index).padStart(40, '0') }
      return { ...merge, number: 30 + index, line, touchedAt }
    })
    const many = { ...waiting, waiting: { ...quiet.waiting, elsewhere: { list, isCut: false } } }
    const [look] = (await decide(many, now)).looks
    expect(look?.kind === 'lines' && look.of.length).toBe(10)
    const read = Object.fromEntries(
      list.map(({ line }) => [line.head, { ...history, commits: [{ sha: sha('2'), parents: [] }] }]),
    )
    const decision = await decide({ ...many, lines: read }, now)
    expect(decision.looks).toEqual([])
    expect(decision.reasons.map(({ code }) => code)).toContain('backports-cut')
  })
})

describe('a backport', () => {
  const body = 'Backport of #12. Merged into 1.x. No release of that branch has it yet.'

  test('has its original read, unless that was merged before `since`', async () => {
    const read = seen({}, { threads: { pullRequests: {}, issues: {}, asked: [] } })
    expect((await decide(read, now)).looks).toEqual([{ kind: 'threads', pullRequests: [12], issues: [] }])
    expect((await decide({ ...read, configText: "since: '2026-06-01'" }, now)).looks).toEqual([])
  })

  test('is told where it stands after its original is, whose own words stay', async () => {
    expect(await shows(seen({}))).toMatchObject([
      {
        number: 12,
        comment: { edit: 'C_1', body: ours('Released in v0.9.0.\n\nOn other branches:\n* 1.x: waiting, by #30').body },
      },
      { number: 30, comment: { post: ours(body).body }, addLabels: [] },
    ])
  })

  test('bears the label once its comment is seen, and nothing more is done then', async () => {
    const lined = ours('Released in v0.9.0.\n\nOn other branches:\n* 1.x: waiting, by #30')
    const threads = { pullRequests: { 12: { ...told, comments: [lined] } }, issues: {}, asked: [12] }
    expect(await shows(seen({ comments: [ours(body)] }, { threads }))).toMatchObject([
      { number: 30, addLabels: ['L_l'] },
    ])
    expect(await shows(seen({ comments: [ours(body)], labels: [lineLabel] }, { threads }))).toEqual([])
  })

  test('that is released says so by one edit, and bears the other label', async () => {
    const tags = [...quiet.tags, { name: 'v0.9.1', sha: sha('4') }]
    const [, show] = await shows(seen({ comments: [ours(body)], labels: [lineLabel] }, { tags }))
    expect(show).toMatchObject({ number: 30, addLabels: ['L_r'], removeLabels: ['L_l'], isRelease: true })
    expect(show?.comment).toEqual({
      edit: 'C_1',
      body: ours(`Backport of #12. Merged into 1.x. Released in [v0.9.1](${url}/releases/tag/v0.9.1).`).body,
    })
  })

  test('whose label somebody took off, or that is too far back, is left alone', async () => {
    expect(await shows(seen({ takenOff: [lineLabel] }))).toMatchObject([{ number: 12 }])
    const cut: LineHistory = { commits: [{ sha: sha('4'), parents: [sha('3')] }], end: 'cut' }
    const [first, ...others] = await shows(seen({}, { lines: { [sha('4')]: cut } }))
    expect(first?.comment).toMatchObject({ body: expect.stringContaining('* 1.x: merged, by #30') })
    expect(others).toEqual([])
  })

  test('beyond the tenth is counted, and the name of a branch does nothing', async () => {
    const list = Array.from({ length: 12 }, (_, index) => ({
      ...merge,
      number: 30 + index,
      line: { name: '@all<img>', head: sha('4') },
    }))
    const [first] = await shows(seen({}, { lineMerges: { 30: ported }, backports: { 12: list } }))
    const text = first?.comment && 'body' in first.comment ? first.comment.body : ''
    expect(text).toMatch(/\* and 2 more$/)
    expect(text).not.toMatch(/@all|<img>/)
  })
})
