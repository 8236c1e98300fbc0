import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import type { ReportCheck } from '../../../src/model/action.js'
import { noChecks, previewCheckName, releaseCheckName, type ReportedChecks } from '../../../src/model/check-run.js'
import type { Decision } from '../../../src/model/decision.js'
import type { MergeDetails, MergeMethod, PullRequestState } from '../../../src/model/merge-preview.js'
import type { OpenPullRequest } from '../../../src/model/open-pull-request.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { commit, head, now, quiet, sha, v1, withFix } from '../snapshots.js'

const state: PullRequestState = {
  number: 12,
  head: sha('b'),
  base: 'main',
  title: 'feat: dark mode',
  editedAt: undefined,
}

const pullRequest: OpenPullRequest = { ...state, config: 'unchanged', checks: noChecks }

const details: MergeDetails = {
  state,
  body: '',
  author: { login: 'sam', isBot: false },
  editor: undefined,
  messages: {},
  commits: [],
  commitCount: 1,
  issues: [],
  issueCount: 0,
}

function settings(...methods: MergeMethod[]) {
  return { methods, singleCommitSpeaks: true, texts: '' }
}

function snapshotWith(
  seen: Partial<MergeDetails>,
  { methods = ['squash'], ...more }: Partial<Snapshot> & { readonly methods?: MergeMethod[] } = {},
): Snapshot {
  return {
    ...quiet,
    files: withFix.files,
    mergeSettings: settings(...methods),
    openPullRequests: { list: [pullRequest], more: undefined },
    mergeDetails: { 12: { ...details, ...seen } },
    ...more,
  }
}

function squashed(message: string): Partial<MergeDetails> {
  return { messages: { squash: message } }
}

function reportsOf({ actions }: Decision): ReportCheck[] {
  return actions.filter((action) => action.kind === 'report-check')
}

function previewsOf(decision: Decision): ReportCheck[] {
  return reportsOf(decision).filter(({ name }) => name === previewCheckName)
}

async function preview(snapshot: Snapshot): Promise<ReportCheck> {
  const [report] = previewsOf(await decide(snapshot, now))
  if (report === undefined) throw new Error('there should be a preview')
  return report
}

function said(name: string, key: string): ReportedChecks['runs'][number] {
  return { id: 5, name, key }
}

describe('the preview of a pull request', () => {
  test.each<[string, Partial<MergeDetails>, Partial<Snapshot>, object]>([
    ['a fix', squashed('fix: a (#12)'), {}, { verdict: 'success', title: 'patch: the next release would be 1.0.1' }],
    ['what breaks', squashed('fix!: a (#12)'), {}, { title: 'major: the next release would be 2.0.0' }],
    [
      'a footer that breaks',
      squashed('fix: a\n\nBREAKING CHANGE: b'),
      {},
      { title: 'major: the next release would be 2.0.0' },
    ],
    [
      'a version that is asked for',
      squashed('chore: a\n\nRelease-As: 3.0.0'),
      {},
      { title: 'none: the next release would be 3.0.0' },
    ],
    [
      'what breaks before 1.0',
      squashed('feat!: a'),
      { tags: [{ ...v1, name: 'v0.3.0' }], ranges: { [head]: { previous: { ...v1, name: 'v0.3.0' }, commits: [] } } },
      { title: 'minor: the next release would be 0.4.0' },
    ],
    [
      'less than what waits',
      squashed('fix: a'),
      { ranges: { [head]: { previous: v1, commits: [commit('feat: b')] } } },
      { title: 'patch: the next release stays 1.1.0' },
    ],
    [
      'a repository that was never released',
      squashed('feat: a'),
      { tags: [], released: {}, ranges: { [head]: { previous: undefined, commits: [] } } },
      { title: 'minor: the next release would be 1.0.0' },
    ],
    [
      'tags of another format',
      squashed('feat: a'),
      {
        tags: [{ ...v1, name: 'harbour-1.0.0' }],
        released: {},
        ranges: { [head]: { previous: undefined, commits: [commit('fix: b')] } },
      },
      { title: 'minor', summary: expect.stringContaining('Which version comes next is not known now') },
    ],
    [
      'a type that is probably a slip',
      squashed('faet: a'),
      {},
      { verdict: 'neutral', title: 'faet is probably meant to be feat' },
    ],
    ['a type of somebody’s own', squashed('i18n: a'), {}, { verdict: 'success', title: 'none: nothing to release' }],
    [
      'no Conventional Commit',
      squashed('Dark mode (#12)'),
      {},
      { verdict: 'neutral', title: 'A commit is no Conventional Commit' },
    ],
    [
      'no type, where these are read',
      squashed('Dark mode (#12)'),
      { configText: "release: {types: {'*': patch}}" },
      { verdict: 'success', title: 'patch: the next release would be 1.0.1' },
    ],
    [
      'no Conventional Commit, which must be one',
      squashed('Dark mode'),
      { configText: 'pull-requests: {preview: require}' },
      { verdict: 'failure' },
    ],
    [
      'an override',
      { ...squashed('Dark mode'), body: 'BEGIN_COMMIT_OVERRIDE\nfix: a\nfeat: b\nEND_COMMIT_OVERRIDE' },
      {},
      { verdict: 'success', title: 'minor: the next release would be 1.1.0' },
    ],
    [
      'an override without an end',
      { ...squashed('fix: a'), body: 'BEGIN_COMMIT_OVERRIDE\nfeat: b' },
      {},
      { title: 'patch: the next release would be 1.0.1', summary: expect.stringContaining('it has no end') },
    ],
    [
      'an override of a bot',
      {
        ...squashed('fix: a'),
        body: 'BEGIN_COMMIT_OVERRIDE\nfeat: b\nEND_COMMIT_OVERRIDE',
        author: { login: 'renovate[bot]', isBot: true },
      },
      {},
      { title: 'patch: the next release would be 1.0.1', summary: expect.stringContaining('a bot wrote it') },
    ],
  ])('%s', async (_, seen, more, expected) => {
    expect(await preview(snapshotWith(seen, more))).toMatchObject(expected)
  })

  test('a revert says what it takes out of the changelog', async () => {
    const waiting = [commit('feat: dark mode', '3'), commit('fix: a', '4')]
    const { title, summary } = await preview(
      snapshotWith(squashed(`revert: feat: dark mode\n\nThis reverts commit ${sha('3')}.`), {
        ranges: { [head]: { previous: v1, commits: waiting } },
      }),
    )
    expect(title).toBe('patch: the next release stays 1.1.0')
    expect(summary).toMatch(/It adds nothing to the changelog\.[^]*It takes out of the changelog:[^]*dark mode/)
  })

  test('lines bear no name of a commit: merging gives others', async () => {
    const seen = { commits: [commit('feat(ui)!: a', '3')], messages: { merge: 'Merge pull request #12 from x/y' } }
    const { summary } = await preview(snapshotWith(seen, { methods: ['merge'] }))
    expect(summary).toContain('* **ui:** a')
    expect(summary).not.toContain('/commit/')
  })

  test('a merge in the branch is dropped by a rebase and counts in a merge commit', async () => {
    const commits = [commit('fix: a', '3'), commit('feat: merged', '4', [sha('3'), sha('9')])]
    const seen = { commits, commitCount: 2, messages: { merge: 'Merge pull request #12 from x/y' } }
    const { title } = await preview(snapshotWith(seen, { methods: ['merge', 'rebase'] }))
    expect(title).toBe('minor with a merge commit, patch with a rebase')
  })

  test.each([
    ['the title', { commitCount: 2 }, 'Change the title'],
    ['the only commit', { commitCount: 1 }, 'Reword the commit'],
  ])('what is to be mended is %s', async (_, seen, expected) => {
    expect((await preview(snapshotWith({ ...squashed('Dark mode'), ...seen }))).summary).toContain(expected)
  })

  test('issues of other repositories are named without their titles', async () => {
    const issues = [
      { number: 3, title: 'Too <b>bright', url: 'https://github.example/acme/harbour/issues/3', elsewhere: undefined },
      { number: 4, title: undefined, url: 'https://github.example/acme/secret/issues/4', elsewhere: 'acme/secret' },
    ]
    const { summary } = await preview(snapshotWith({ ...squashed('fix: a'), issues, issueCount: 25 }))
    expect(summary).toContain('* [#3](https://github.example/acme/harbour/issues/3) Too &lt;b&gt;bright')
    expect(summary).toContain("[another repository's #4]")
    expect(summary).toContain('* and 23 more')
  })

  test('a summary fits, whatever is in it', async () => {
    const commits = Array.from({ length: 250 }, (_, at) => commit(`feat: ${'<'.repeat(900)}${at}`, '3'))
    const unread = Array.from({ length: 250 }, (_, at) => commit(`${'<'.repeat(900)}${at}`, '3'))
    const seen = {
      commits: [...commits, ...unread],
      commitCount: 900,
      messages: { squash: '<'.repeat(900), merge: 'Merge pull request #12 from x/y' },
    }
    const { summary } = await preview(snapshotWith(seen, { methods: ['squash', 'merge', 'rebase'] }))
    expect(summary.length).toBeLessThan(65_535)
    expect(summary).toContain('400 of them are not in this')
  })
})

describe('when a preview is said', () => {
  const feature = snapshotWith(squashed('feat: a'))

  function withRun(snapshot: Snapshot, key: string, more: Partial<OpenPullRequest> = {}): Snapshot {
    const checks = { runs: [said(previewCheckName, key)], askedAgain: false }
    return { ...snapshot, openPullRequests: { list: [{ ...pullRequest, checks, ...more }], more: undefined } }
  }

  test('what it is worked out from is read first, for those that need it', async () => {
    const { looks } = await decide({ ...feature, mergeDetails: {} }, now)
    expect(looks).toEqual([{ kind: 'merge-details', pullRequests: [12] }])
    const { key } = await preview(feature)
    expect((await decide({ ...withRun(feature, key), mergeDetails: {} }, now)).looks).toEqual([])
  })

  test('once, until the pull request changes or what it rests on', async () => {
    const { key } = await preview(feature)
    const same = withRun(feature, key)
    expect(previewsOf(await decide(same, now))).toEqual([])
    const moved = { ...same, ranges: { [head]: { previous: v1, commits: [commit('feat!: b')] } } }
    const decision = await decide(moved, now)
    expect(decision.actions).not.toEqual([])
    expect(previewsOf(decision)).toEqual([])
    for (const change of [{ title: 'b' }, { editedAt: '2026-06-01T11:00:00Z' }, { head: sha('c') }]) {
      const changed = { ...withRun(feature, key, change), mergeDetails: {} }
      expect((await decide(changed, now)).looks).toEqual([{ kind: 'merge-details', pullRequests: [12] }])
    }
    expect(previewsOf(await decide({ ...same, mergeSettings: settings('squash', 'rebase') }, now))).toHaveLength(1)
    expect(previewsOf(await decide({ ...same, configText: 'release: {types: {docs: patch}}' }, now))).toHaveLength(1)
    expect(previewsOf(await decide({ ...same, configText: 'release: {draft: true}' }, now))).toEqual([])
  })

  test('a re-run that a crash cut short is made up for', async () => {
    const { key } = await preview(feature)
    const release = reportsOf(await decide(feature, now)).find(({ name }) => name === releaseCheckName)
    const runs = [{ id: 6, name: releaseCheckName, key: release?.key ?? '' }, said(previewCheckName, key)]
    const checks = { runs, askedAgain: false }
    const cut = { ...feature, openPullRequests: { list: [{ ...pullRequest, checks }], more: undefined } }
    expect(reportsOf(await decide(cut, now))).toMatchObject([
      { name: previewCheckName, run: undefined, askedAgain: true },
    ])
    const mended = { ...checks, runs: runs.map((run) => (run.name === previewCheckName ? { ...run, id: 7 } : run)) }
    const whole = { ...feature, openPullRequests: { list: [{ ...pullRequest, checks: mended }], more: undefined } }
    expect(reportsOf(await decide(whole, now))).toEqual([])
  })

  test('what was read of another state is not said, and read again', async () => {
    const stale = snapshotWith({ ...squashed('feat: a'), state: { ...state, title: 'before' } })
    const decision = await decide(stale, now)
    expect(previewsOf(decision)).toEqual([])
    expect(Date.parse(decision.lookAgainAt ?? '')).toBeGreaterThan(now.getTime())
  })

  test('it is switched off where it was said, and nowhere else', async () => {
    const off = { ...feature, configText: 'pull-requests: {preview: off}' }
    expect(previewsOf(await decide(off, now))).toEqual([])
    expect(previewsOf(await decide(withRun(off, 'x'), now))).toMatchObject([{ verdict: 'neutral', key: 'off' }])
    expect(previewsOf(await decide(withRun(off, 'off'), now))).toEqual([])
  })

  test('two pull requests with one head have one preview, of both', async () => {
    const twinState = { ...state, number: 13, title: 'fix: b' }
    const twin = { ...pullRequest, ...twinState }
    const both: Snapshot = {
      ...feature,
      openPullRequests: { list: [twin, pullRequest], more: undefined },
      mergeDetails: { ...feature.mergeDetails, 13: { ...details, ...squashed('fix: b'), state: twinState } },
    }
    const reports = previewsOf(await decide(both, now))
    expect(reports).toHaveLength(1)
    expect(reports[0]?.summary).toMatch(/## #12[^]*## #13/)
  })

  test('further pages are read while one on the first waits', async () => {
    const checks = { runs: [said(releaseCheckName, 'success-1')], askedAgain: false }
    const list = [{ ...pullRequest, checks }]
    const { looks } = await decide({ ...feature, openPullRequests: { list, more: 'CURSOR' } }, now)
    expect(looks).toMatchObject([{ kind: 'open-pull-requests', after: 'CURSOR', preview: expect.any(String) }])
    const { key } = await preview(feature)
    const runs = [...checks.runs, said(previewCheckName, key)]
    const done = [{ ...pullRequest, checks: { ...checks, runs } }]
    expect((await decide({ ...feature, openPullRequests: { list: done, more: 'CURSOR' } }, now)).looks).toEqual([])
  })

  test('who mends the configuration is not kept back by it', async () => {
    const broken = { ...feature, configText: 'relese: {}' }
    expect(previewsOf(await decide(broken, now))).toEqual([])
    const mending = { ...pullRequest, config: 'changed' as const }
    const files = { [mending.head]: { '.github/landfall.yml': { kind: 'absent' as const } } }
    const decision = await decide({ ...broken, openPullRequests: { list: [mending], more: undefined }, files }, now)
    expect(previewsOf(decision)).toMatchObject([{ verdict: 'neutral', key: 'no-config' }])
  })
})
