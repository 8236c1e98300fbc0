import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import type { Action } from '../../../src/model/action.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { after, carriedOut } from '../carried-out.js'
import { commit, head, now, quiet, sha, v1, withFix } from '../snapshots.js'

const lamp: Snapshot = {
  ...withFix,
  configText: 'done:\n  max-wait: 7d\n',
  brought: { [head]: [{ number: 3, mergeCommit: head, mergedAt: '2026-05-30T12:00:00Z' }] },
  ranges: { [head]: { previous: v1, commits: [{ ...commit('fix: the <b>lamp</b> (#3)'), sha: head }] } },
  stageLabels: { 'landfall: waiting': 'LA_1', 'landfall: released': 'LA_2' },
  threads: { pullRequests: {}, issues: {}, asked: [3] },
}
const due = new Date('2026-06-06T12:00:00Z')
const early = new Date(due.getTime() - 1)

function commented(snapshot: Snapshot, bodies: readonly string[], isOurs = true): Snapshot {
  const open = snapshot.openReleasePullRequest
  if (open === undefined) throw new Error('there should be a pull request')
  const comments = bodies.map((body, at) => ({
    id: at + 1,
    author: { login: isOurs ? 'landfall[bot]' : 'maya', isBot: isOurs },
    isOurs,
    edited: false,
    body,
    createdAt: now.toISOString(),
    url: 'https://github.example/acme/harbour/pull/7#issuecomment-1',
  }))
  return { ...snapshot, openReleasePullRequest: { ...open, comments } }
}

function postedIn(actions: readonly Action[]): string {
  const post = actions.find((action) => action.kind === 'post-comment')
  if (post?.kind !== 'post-comment') throw new Error('there should be a comment')
  return post.body
}

describe('done.max-wait', () => {
  test('until then it is only remembered when to look', async () => {
    const done = await after(lamp)
    expect(await decide(done, early)).toMatchObject({ actions: [], lookAgainAt: due.toISOString() })
  })

  test('from then on the check warns and blocks nothing, and one comment says so; the next look changes nothing', async () => {
    const done = await after(lamp)
    const { actions, reasons } = await decide(done, due)
    expect(actions).toMatchObject([
      { kind: 'post-comment', number: 7 },
      { kind: 'report-check', verdict: 'neutral', summary: expect.stringContaining('since 2026-05-30T12:00Z') },
    ])
    expect(reasons.map(({ code }) => code)).toContain('waits-too-long')
    const body = postedIn(actions)
    expect(body).toContain('#3 (fix: the &lt;b&gt;lamp&lt;/b&gt;) has waited for a release since 2026-05-30T12:00Z')
    expect(body).toContain('7 days')

    const told = commented(carriedOut(done, actions), [body])
    const later = await decide(told, new Date(due.getTime() + 100 * 24 * 60 * 60_000))
    expect(later.actions).toEqual([])
  })

  test('a twin of the comment goes, and where another change is the oldest the comment is edited', async () => {
    const done = commented(await after(lamp), [
      '<!-- landfall:max-wait -->\nanother',
      '<!-- landfall:max-wait -->\ntwin',
    ])
    expect((await decide(done, due)).actions).toMatchObject([
      { kind: 'edit-comment', comment: 1, body: expect.stringContaining('#3') },
      { kind: 'delete-comment', comment: 2 },
      { kind: 'report-check' },
    ])
  })

  test.each([
    ['nothing waits too long any more', lamp, early],
    ['nothing is said of it any more', { ...lamp, configText: '' }, due],
  ])('where %s, the comment goes; one of a person stays', async (_, snapshot, at) => {
    const body = '<!-- landfall:max-wait -->\nlong'
    const done = await after(snapshot)
    expect((await decide(commented(done, [body]), at)).actions).toEqual([{ kind: 'delete-comment', comment: 1 }])
    expect((await decide(commented(done, [body], false), at)).actions).toEqual([])
  })

  test('what lists less than it ships fails all the same', async () => {
    const stranger = {
      head: sha('d'),
      parents: [sha('b')],
      message: 'chore: release 1.0.1',
      committedAt: now.toISOString(),
      isOurs: false,
    }
    const done = await after(lamp)
    const open = done.openReleasePullRequest
    if (open === undefined) throw new Error('there should be a pull request')
    const strange = { ...done, releaseBranch: stranger, openReleasePullRequest: { ...open, head: stranger.head } }
    const { actions } = await decide(strange, due)
    expect(actions).toContainEqual(expect.objectContaining({ kind: 'report-check', verdict: 'failure' }))
    expect(actions).toContainEqual(expect.objectContaining({ kind: 'post-comment' }))
  })

  test('without a release pull request nothing is said', async () => {
    const { actions, lookAgainAt } = await decide({ ...quiet, configText: lamp.configText }, due)
    expect([actions, lookAgainAt]).toEqual([[], undefined])
  })
})
