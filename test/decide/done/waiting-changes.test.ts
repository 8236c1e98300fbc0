import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import { waitingChanges } from '../../../src/decide/done/waiting-changes.js'
import type { MergedPullRequest } from '../../../src/model/change.js'
import type { Commit } from '../../../src/model/commit.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { after, carriedOut } from '../carried-out.js'
import { head, now, quiet, sha, v1, withFix } from '../snapshots.js'

const base = sha('0')

function made(digit: string, message: string, parents: readonly string[], day = '01'): Commit {
  return { sha: sha(digit), parents, message, committedAt: `2026-05-${day}T10:00:00Z` }
}

function mergedAs(number: number, digit: string, day: string): MergedPullRequest {
  return { number, mergeCommit: sha(digit), mergedAt: `2026-05-${day}T12:00:00Z` }
}

function seeing(commits: readonly Commit[], brought: Snapshot['brought'], more: Partial<Snapshot> = {}) {
  const snapshot = { ...quiet, brought, ranges: { [head]: { previous: v1, commits } }, ...more }
  return { snapshot, branch: { name: 'main', head, tree: sha('e') } }
}

describe('what waits', () => {
  test('is a pull request once, however it was merged, and what was pushed; the oldest first', () => {
    const commits = [
      made('1', 'fix: squashed (#3)', [base]),
      made('2', 'fix: on a branch', [base]),
      made('3', 'Merge pull request #4 from acme/lamp\n\nA brighter lamp', [sha('1'), sha('2')]),
      made('4', 'docs: a word', [sha('3')], '06'),
      made('a', 'fix: the last of two', [sha('4')]),
    ]
    const four = mergedAs(4, '3', '05')
    const five = mergedAs(5, 'a', '07')
    const brought = {
      [sha('1')]: [mergedAs(3, '1', '03')],
      [sha('2')]: [four],
      [sha('3')]: [four],
      [sha('4')]: [],
      [head]: [five],
    }
    expect(waitingChanges(seeing(commits, brought))).toEqual({
      changes: [
        { number: 3, sha: sha('1'), title: 'fix: squashed', since: '2026-05-03T12:00:00Z' },
        { number: 4, sha: sha('3'), title: 'A brighter lamp', since: '2026-05-05T12:00:00Z' },
        { sha: sha('4'), title: 'docs: a word', since: '2026-05-06T10:00:00Z' },
        { number: 5, sha: head, title: 'fix: the last of two', since: '2026-05-07T12:00:00Z' },
      ],
      reverted: [],
    })
  })

  test('a commit that was dated back came no sooner than the pull request below it', () => {
    const commits = [made('1', 'fix: a (#3)', [base]), made('a', 'fix: b', [sha('1')])]
    const { changes } = waitingChanges(seeing(commits, { [sha('1')]: [mergedAs(3, '1', '20')], [head]: [] }))
    expect(changes.map(({ since }) => since)).toEqual(['2026-05-20T12:00:00Z', '2026-05-20T12:00:00Z'])
  })

  test('what was taken back waits for nothing, be it a pull request or a commit', () => {
    const commits = [
      made('1', 'fix: a (#3)', [base]),
      made('2', 'fix: b', [sha('1')]),
      made('3', 'Revert "fix: a (#3)" (#4)\n\nReverts acme/harbour#3', [sha('2')]),
      made('a', `Revert "fix: b"\n\nThis reverts commit ${sha('2')}.`, [sha('3')]),
    ]
    const brought = {
      [sha('1')]: [mergedAs(3, '1', '03')],
      [sha('2')]: [],
      [sha('3')]: [mergedAs(4, '3', '04')],
      [head]: [],
    }
    const { changes, reverted } = waitingChanges(seeing(commits, brought))
    expect(reverted.map(({ number, sha }) => number ?? sha)).toEqual([3, sha('2')])
    expect(changes.map(({ number, sha }) => number ?? sha)).toEqual([4, head])
  })

  test('behind the newest commits the label says where to look, and a commit stands for itself', () => {
    const commits = [made('1', 'fix: a (#3)', [base]), made('2', 'fix: b (#4)', [sha('1')]), made('a', 'c', [sha('2')])]
    const more: Partial<Snapshot> = {
      waiting: { ...quiet.waiting, pullRequests: [{ ...mergedAs(3, '1', '03'), closes: [] }] },
    }
    const { changes } = waitingChanges(seeing(commits, { [head]: [] }, more))
    expect(changes.map(({ number, title }) => [number, title])).toEqual([
      [3, 'fix: a'],
      [undefined, 'fix: b (#4)'],
      [undefined, 'c'],
    ])
  })

  test('a label on what is released says nothing', () => {
    const more: Partial<Snapshot> = {
      waiting: { ...quiet.waiting, pullRequests: [{ ...mergedAs(3, '9', '03'), closes: [] }] },
    }
    expect(waitingChanges(seeing([], {}, more))).toEqual({ changes: [], reverted: [] })
  })
})

describe('the waiting room in the release pull request', () => {
  const list = [made('a', 'fix: the lamp <b> (#3)', [base])]
  const lamp: Snapshot = {
    ...withFix,
    brought: { [head]: [mergedAs(3, 'a', '30')] },
    stageLabels: { 'landfall: waiting': 'LA_1', 'landfall: released': 'LA_2' },
    threads: { pullRequests: {}, issues: {}, asked: [3] },
    ranges: { [head]: { previous: v1, commits: list } },
  }
  const bodyOf = ({ openReleasePullRequest }: Snapshot): string => openReleasePullRequest?.body ?? ''

  test('says since when and what blocks, and the next look changes nothing', async () => {
    const done = await after(lamp)
    expect(bodyOf(done)).toContain(
      [
        '<summary>1 change is merged and not released</summary>',
        '',
        'They wait for nothing but the merge of this pull request.',
        '',
        '* #3 fix: the lamp &lt;b&gt;, since 2026-05-30',
        '',
        '</details>',
      ].join('\n'),
    )
    const { actions } = await decide(done, new Date(now.getTime() + 40 * 24 * 60 * 60_000))
    expect(actions.filter(({ kind }) => kind === 'edit-pull-request' || kind === 'push-release-branch')).toEqual([])
  })

  test('a pull request that GitHub names a moment later is written in its place, and no commit is made for that', async () => {
    const done = await after({ ...lamp, brought: { [head]: [] } })
    expect(bodyOf(done)).toContain('* aaaaaaa fix: the lamp')
    const known = { ...done, brought: lamp.brought }
    const { actions } = await decide(known, now)
    expect(actions.map(({ kind }) => kind)).toEqual(['edit-pull-request'])
    expect(bodyOf(carriedOut(known, actions))).toContain('* #3 fix: the lamp')
  })

  test('of more than a hundred the rest is counted, and the body fits on GitHub', async () => {
    const commits = Array.from({ length: 250 }, (_, index) => ({
      ...made('1', `fix: ${'lamp '.repeat(30)}${index}`, [
        index === 0 ? base : `f${String(index - 1).padStart(39, '0')}`,
      ]),
      sha: index === 249 ? head : `f${String(index).padStart(39, '0')}`,
    }))
    const body = bodyOf(await after({ ...lamp, brought: {}, ranges: { [head]: { previous: v1, commits } } }))
    expect(body).toContain('250 changes are merged and not released')
    const [, shown = ''] = body.split('merged and not released')
    const listed = shown.split('\n').filter((line) => /^\* [0-9a-f]{7} /.test(line)).length
    expect(listed).toBeGreaterThan(20)
    expect(listed).toBeLessThanOrEqual(100)
    expect(shown).toContain(`* and ${250 - listed} more`)
    expect(body.length).toBeLessThan(65_536)
  })

  test('a ruleset that would refuse the tag is named as what blocks', async () => {
    const guard = { id: 1, name: 'guard', include: ['~ALL'], exclude: [] }
    const verdicts = { 1: { mayBypass: false, url: undefined } }
    const body = bodyOf(await after({ ...lamp, tagRulesets: [guard], rulesetVerdicts: verdicts }))
    expect(body).toContain('and for the ruleset that would then refuse the tag')
  })
})
