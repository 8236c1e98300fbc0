import { describe, expect, test } from '@jest/globals'
import { reportChecks } from '../../../src/decide/checks/report-checks.js'
import type { ReportCheck } from '../../../src/model/action.js'
import { noChecks, releaseCheckName, type ReportedChecks } from '../../../src/model/check-run.js'
import { decided, type ReasonCode } from '../../../src/model/decision.js'
import type { OpenPullRequest } from '../../../src/model/open-pull-request.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { head, now, sha, unreleased } from '../snapshots.js'

const [releaseHead, ordinaryHead, group] = [sha('b'), sha('c'), sha('d')]

function opened(number: number, at: string, checks: ReportedChecks = noChecks): OpenPullRequest {
  return { number, head: at, base: 'main', title: 'feat: a', editedAt: undefined, config: 'unchanged', checks }
}

const withRelease: Snapshot = {
  ...unreleased,
  releaseBranch: { head: releaseHead, parents: [head], message: '', committedAt: now.toISOString(), isOurs: true },
  openReleasePullRequest: {
    number: 7,
    title: '',
    body: '',
    base: 'main',
    head: releaseHead,
    parent: head,
    commitMessages: [],
    comments: [],
    edits: [],
  },
}

function because(...codes: ReasonCode[]) {
  return decided(codes.map((code) => ({ code, text: `Because of ${code}.` })))
}

function reports(snapshot: Snapshot, decision = because('nothing-to-release')): ReportCheck[] {
  const { actions } = reportChecks(snapshot, decision, now)
  return actions.filter((action) => action.kind === 'report-check')
}

function found({ name, key }: ReportCheck): ReportedChecks {
  return { runs: [{ id: 5, name, key }], askedAgain: false }
}

describe('the check of the release', () => {
  test.each<[string, ReasonCode[], object[]]>([
    ['lists all', ['release-up-to-date'], [{ verdict: 'success', sha: releaseHead }]],
    ['holds what waits too long', ['release-up-to-date', 'waits-too-long'], [{ verdict: 'neutral', sha: releaseHead }]],
    ['waits for both', ['refresh-waits', 'waits-too-long'], [{ verdict: 'failure', sha: releaseHead }]],
    ['waits for its refresh', ['refresh-waits'], [{ verdict: 'failure', sha: releaseHead }]],
    ['bears a commit of a stranger', ['somebody-elses-commit'], [{ verdict: 'failure', sha: releaseHead }]],
    ['cannot be written', ['version-refused', 'file-unusable'], [{ verdict: 'failure', sha: releaseHead }]],
    ['has a tag that is taken', ['tag-taken'], [{ verdict: 'failure', sha: releaseHead }]],
    ['has no usable configuration', ['config-invalid'], [{ verdict: 'failure', sha: releaseHead }]],
    ['waits for the release before it', ['tag-refused'], [{ verdict: 'pending', sha: releaseHead }]],
    ['is about to be closed', ['nothing-to-release'], []],
    ['is about to be edited', ['release-refreshed'], []],
  ])('on a release pull request that %s', (_, codes, expected) => {
    const said = reports(withRelease, because(...codes))
    expect(said).toMatchObject(expected)
    expect(said.map(({ name }) => name)).toEqual(expected.map(() => releaseCheckName))
  })

  test('it says why it fails, and a warning that it passes with', () => {
    const [failed] = reports(withRelease, because('version-refused', 'refresh-waits'))
    expect(failed?.summary).toContain('Because of refresh-waits.')
    const [passed] = reports(withRelease, because('version-refused', 'release-up-to-date'))
    expect(passed?.summary).toContain('Because of version-refused.')
  })

  test('what a tag is named like does nothing in it', () => {
    const taken = decided([{ code: 'tag-taken', text: 'The tag is <b>@maya</b>.' }])
    expect(reports(withRelease, taken)[0]?.summary).not.toMatch(/<b>|@maya/)
  })

  test.each<[string, ReasonCode[]]>([
    ['called good', ['release-up-to-date']],
    ['only warned of', ['release-up-to-date', 'waits-too-long']],
  ])('a head that is %s is so no longer, before another takes its place', (_, codes) => {
    const push = { kind: 'push-release-branch' } as never
    const refresh = { ...because('release-refreshed'), actions: [push] }
    expect(reports(withRelease, refresh)).toEqual([])
    const [good] = reports(withRelease, because(...codes))
    if (good === undefined) throw new Error('it should have been called good')
    const decision = reportChecks({ ...withRelease, releaseChecks: found(good) }, refresh, now)
    expect(decision.actions).toMatchObject([{ kind: 'report-check', verdict: 'pending', run: 5 }, push])
    expect(decision.lookAgainAt).toBe(now.toISOString())
  })

  test('a head that is made with its page is checked as it is made, as the next look would', () => {
    const push = { kind: 'push-release-branch' } as never
    const edit = { kind: 'edit-pull-request' } as never
    const next = { kind: 'release', version: '1.0.1' } as never
    const refresh = { ...because('version-refused', 'release-refreshed'), actions: [push, edit], next }
    const { actions, lookAgainAt } = reportChecks(withRelease, refresh, now)
    const upToDate = { code: 'release-up-to-date', text: '#7 says what releasing 1.0.1 would ship.' } as const
    const { reasons } = because('version-refused')
    const [found] = reports(withRelease, decided([...reasons, upToDate]))
    const { name, verdict, title, summary, key } = found ?? {}
    expect(actions).toEqual([{ ...(push as object), checks: [{ name, verdict, title, summary, key }] }, edit])
    expect(lookAgainAt).toBeUndefined()
    // Without a page that says so, it is left to the next look.
    expect(reportChecks(withRelease, { ...refresh, actions: [push] }, now)).toMatchObject({
      actions: [push],
      lookAgainAt: now.toISOString(),
    })
  })

  test('it is on every other pull request: the newest comes last', () => {
    const list = [opened(9, ordinaryHead), opened(8, sha('8')), opened(7, releaseHead)]
    const snapshot = { ...withRelease, openPullRequests: { list, more: undefined } }
    expect(reports(snapshot, because('release-up-to-date'))).toMatchObject([
      { sha: releaseHead, verdict: 'success', title: expect.stringContaining('Lists') },
      { sha: sha('8'), verdict: 'success', title: 'Not a release pull request' },
      { sha: ordinaryHead, verdict: 'success', title: 'Not a release pull request' },
    ])
  })

  test('what is said is not said again, unless somebody asks, and then once', () => {
    const snapshot = (checks: ReportedChecks) => ({
      ...unreleased,
      openPullRequests: { list: [opened(9, ordinaryHead, checks)], more: undefined },
    })
    const [first] = reports(snapshot(noChecks))
    if (first === undefined) throw new Error('it should be said')
    expect(first).toMatchObject({ run: undefined, askedAgain: false })
    expect(reports(snapshot(found(first)))).toEqual([])
    const again = reports(snapshot({ ...found(first), askedAgain: true }))
    expect(again).toMatchObject([{ key: first.key, run: undefined, askedAgain: true }])
    expect(reports(snapshot(found({ ...first, key: 'failure-0' })))).toMatchObject([{ run: 5, key: first.key }])
  })

  test.each<[string, number, string, ReasonCode, object]>([
    ['of another pull request', 9, sha('8'), 'release-up-to-date', { verdict: 'success' }],
    ['of the release on what it lists', 7, head, 'release-up-to-date', { verdict: 'success' }],
    ['of the release on other commits', 7, sha('8'), 'release-up-to-date', { verdict: 'failure' }],
    ['of a release that waits', 7, head, 'refresh-waits', { verdict: 'failure' }],
  ])('on a merge group %s', (_, pullRequest, base, code, expected) => {
    const groups = [{ pullRequest, sha: group, base, checks: noChecks }]
    const said = reports({ ...withRelease, mergeGroups: groups }, because(code))
    expect(said.filter((report) => report.sha === group)).toMatchObject([expected])
  })

  test('on the default branch it says what is wrong, and that it no longer is', () => {
    const [wrong] = reports(unreleased, because('tag-taken'))
    if (wrong === undefined) throw new Error('it should be said')
    expect(wrong).toMatchObject({ sha: head, verdict: 'failure' })
    const said = { ...unreleased, headChecks: found(wrong) }
    expect(reports(said, because('tag-taken'))).toEqual([])
    const [right] = reports(said)
    if (right === undefined) throw new Error('it should be said')
    expect(right).toMatchObject({ sha: head, verdict: 'success', run: 5 })
    expect(reports({ ...unreleased, headChecks: found(right) })).toEqual([])
    expect(reports(unreleased)).toEqual([])
  })

  test('a success that the default branch has from a merge group stays as it is', () => {
    const headChecks = { runs: [{ id: 5, name: releaseCheckName, key: 'success-1' }], askedAgain: false }
    expect(reports({ ...unreleased, headChecks })).toEqual([])
  })

  test('of two verdicts on one commit the worse is said', () => {
    const list = [opened(9, head)]
    const said = reports({ ...unreleased, openPullRequests: { list, more: undefined } }, because('tag-taken'))
    expect(said).toMatchObject([{ sha: head, verdict: 'failure' }])
  })

  test('further pages are looked at while a pull request waits for its check', () => {
    const waiting = { list: [opened(9, ordinaryHead)], more: 'next' }
    const decision = reportChecks({ ...unreleased, openPullRequests: waiting }, because('nothing-to-release'), now)
    expect(decision).toMatchObject({ actions: [], looks: [{ kind: 'open-pull-requests', after: 'next' }] })
    const checks = { runs: [{ id: 5, name: releaseCheckName, key: 'success-1' }], askedAgain: false }
    const said = { list: [opened(9, ordinaryHead, checks)], more: 'next' }
    expect(reportChecks({ ...unreleased, openPullRequests: said }, because('nothing-to-release'), now).looks).toEqual(
      [],
    )
  })

  test('a hundred pull requests get theirs a part at a time, the newest last', () => {
    const list = Array.from({ length: 100 }, (_, index) => opened(index + 100, `${index + 100}`.padEnd(40, '0')))
    const decision = reportChecks({ ...unreleased, openPullRequests: { list, more: undefined } }, because(), now)
    expect(decision.actions).toHaveLength(40)
    expect(decision.actions).not.toContainEqual(expect.objectContaining({ sha: list[0]?.head }))
    expect(decision.lookAgainAt).toBe('2026-06-01T12:01:00.000Z')
  })
})
