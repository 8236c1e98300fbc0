import { describe, expect, test } from '@jest/globals'
import { decide } from '../../src/decide/decide.js'
import type { Snapshot } from '../../src/model/snapshot.js'
import { after, carriedOut } from './carried-out.js'
import { commit, head, now, quiet, sha, v1, withFix } from './snapshots.js'

describe('the release pull request', () => {
  test('once done, it decides nothing', async () => {
    const decision = await decide(await after(withFix), now)
    expect(decision).toMatchObject({ looks: [], actions: [], reasons: [{ code: 'release-up-to-date' }] })
  })

  test('the line ends that a browser writes change nothing', async () => {
    const done = await after(withFix)
    const open = done.openReleasePullRequest
    if (open === undefined) throw new Error('there should be a pull request')
    const edited = { ...open, body: `${open.body.replaceAll('\n', '\r\n')}\r\n` }
    expect((await decide({ ...done, openReleasePullRequest: edited }, now)).actions).toEqual([])
  })

  test('a tag that changes the notes renews the files, though the head is the same', async () => {
    const done = await after(withFix)
    const v2 = { name: 'v2.0.0', sha: sha('0') }
    const tagged: Snapshot = {
      ...done,
      tags: [v1, v2],
      ranges: { [head]: { previous: v2, commits: [commit('fix: the lamp')] } },
    }
    expect((await decide(tagged, now)).actions).toMatchObject([
      { kind: 'report-check', sha: sha('b'), verdict: 'pending' },
      { kind: 'push-release-branch', expected: sha('b'), message: 'chore: release 2.0.1' },
      { kind: 'edit-pull-request', title: 'chore: release 2.0.1' },
    ])
  })

  test('where nothing is left to release, the pull request is closed', async () => {
    const done = await after(withFix)
    const empty = { ...done, ranges: quiet.ranges }
    expect((await decide(empty, now)).actions).toEqual([{ kind: 'close-pull-request', number: 7 }])
    expect((await decide(await after(empty), now)).actions).toEqual([])
  })

  test('a pull request into another branch is pointed at the default branch', async () => {
    const done = await after(withFix)
    const open = done.openReleasePullRequest
    if (open === undefined) throw new Error('there should be a pull request')
    const { actions } = await decide({ ...done, openReleasePullRequest: { ...open, base: 'old' } }, now)
    expect(actions).toMatchObject([{ kind: 'edit-pull-request', base: 'main' }])
  })

  test("a person's commit on the branch is left alone, and the pull request says so once", async () => {
    const done = await after(withFix)
    const branch = {
      head: sha('d'),
      parents: [sha('b')],
      message: 'chore: release 1.0.1',
      committedAt: now.toISOString(),
      isOurs: false,
    }
    const open = done.openReleasePullRequest
    if (open === undefined) throw new Error('there should be a pull request')
    const strange = { ...done, releaseBranch: branch, openReleasePullRequest: { ...open, head: branch.head } }
    const { actions } = await decide(strange, now)
    expect(actions).toMatchObject([
      { kind: 'edit-pull-request', body: expect.stringContaining('ddddddd') },
      { kind: 'report-check', sha: branch.head, verdict: 'failure', summary: expect.stringContaining('ddddddd') },
    ])
    expect((await decide(carriedOut(strange, actions), now)).actions).toEqual([])
  })

  test('more notes than a body holds are cut between two lines', async () => {
    const commits = Array.from({ length: 800 }, (_, index) => commit(`fix: ${'lamp '.repeat(20)}${index}`))
    const decision = await decide({ ...withFix, ranges: { [head]: { previous: v1, commits } } }, now)
    const open = decision.actions.find(({ kind }) => kind === 'open-pull-request')
    expect(open?.kind === 'open-pull-request' && open.body.length).toBeLessThan(65_536)
    expect(open).toMatchObject({ body: expect.stringContaining('more entries') })
  })
})
