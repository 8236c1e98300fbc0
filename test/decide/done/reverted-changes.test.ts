import { describe, expect, test } from '@jest/globals'
import type { MergedPullRequest } from '../../../src/model/change.js'
import type { Commit } from '../../../src/model/commit.js'
import { namedIn, revertedChanges } from '../../../src/decide/done/reverted-changes.js'

const repo = { owner: 'acme', name: 'harbour' }
const sha = (digit: string): string => digit.repeat(40)

function commit(digit: string, message: string, parents = [sha('0')]): Commit {
  return { sha: sha(digit), parents, message, committedAt: '2026-06-01T12:00:00Z' }
}

function change(number: number, digit: string): MergedPullRequest {
  return { number, mergeCommit: sha(digit), mergedAt: '2026-06-01T12:00:00Z' }
}

/** By the digit of a commit, the pull request that brought it. */
function reverted(commits: readonly Commit[], changes: readonly MergedPullRequest[], brought: Record<string, number>) {
  const byNumber = new Map(changes.map((one) => [one.number, one]))
  const bySha = Object.fromEntries(
    Object.entries(brought).map(([digit, number]) => [sha(digit), [byNumber.get(number)!]]),
  )
  return Object.fromEntries(
    [...revertedChanges({ repo, brought: bySha }, commits, changes)].map(([number, { by }]) => [number, by]),
  )
}

describe('what was taken back', () => {
  test.each<[string, Commit[], Record<string, number>, Record<number, number | undefined>]>([
    ['nothing', [commit('1', 'fix: a (#7)')], { '1': 7 }, {}],
    [
      'a squash, by its sha',
      [commit('1', 'fix: a (#7)'), commit('2', `Revert "fix: a (#7)" (#8)\n\nThis reverts commit ${sha('1')}.`)],
      { '1': 7, '2': 8 },
      { 7: 8 },
    ],
    [
      'by a direct push',
      [commit('1', 'fix: a (#7)'), commit('2', `revert: a\n\nThis reverts commit ${sha('1')}.`)],
      { '1': 7 },
      { 7: undefined },
    ],
    [
      'by GitHub’s button, which names the pull request',
      [commit('1', 'fix: a (#7)'), commit('2', 'revert: a (#8)\n\nReverts acme/harbour#7')],
      { '1': 7, '2': 8 },
      { 7: 8 },
    ],
    [
      'a merge, by the merge',
      [
        commit('1', 'fix: a'),
        commit('3', 'Merge pull request #7 from acme/a', [sha('0'), sha('1')]),
        commit(
          '4',
          `Revert "Merge pull request #7 from acme/a"\n\nThis reverts commit ${sha('3')}, reversing\nchanges made to ${sha('0')}.`,
        ),
      ],
      { '1': 7, '3': 7, '4': 8 },
      { 7: 8 },
    ],
    [
      'not by half',
      [
        commit('1', 'fix: a'),
        commit('2', 'fix: b'),
        commit('3', 'Merge pull request #7 from acme/a', [sha('0'), sha('2')]),
        commit('4', `Revert "fix: a"\n\nThis reverts commit ${sha('1')}.`),
      ],
      { '1': 7, '2': 7, '3': 7, '4': 8 },
      {},
    ],
    [
      'and given back',
      [
        commit('1', 'fix: a (#7)'),
        commit('2', `Revert "fix: a (#7)" (#8)\n\nThis reverts commit ${sha('1')}.`),
        commit('3', `Reapply "fix: a (#7)" (#9)\n\nThis reverts commit ${sha('2')}.`),
      ],
      { '1': 7, '2': 8, '3': 9 },
      { 8: 9 },
    ],
    [
      'though it was released before',
      [commit('2', `Revert "fix: a (#7)" (#8)\n\nThis reverts commit ${sha('1')}.`)],
      { '2': 8 },
      { 7: 8 },
    ],
  ])('%s', (_, commits, brought, expected) => {
    const changes = [change(7, commits.some(({ sha: of }) => of === sha('3')) && brought['3'] === 7 ? '3' : '1')]
    for (const [digit, number] of Object.entries(brought)) if (number !== 7) changes.push(change(number, digit))
    expect(reverted(commits, changes, brought)).toEqual(expected)
  })

  test.each([
    ['Revert "fix: a (#7)" (#8)', 7],
    ['revert: a\n\nReverts acme/harbour#7.', 7],
    ['revert: a\n\nReverts #7', 7],
    ['revert: a\n\nReverts Acme/Harbour#7', 7],
    ['revert: a\n\nReverts acme/pier#7', undefined],
    ['revert: a\n\nReverts other/harbour#7', undefined],
    ['fix: a (#7)', undefined],
    ['Revert "fix: a (#9999999999)"', undefined],
    [`fix: a\n\nReverts #${'9'.repeat(30)}`, undefined],
    ['fix: a\n\nThis reverts the mood of #7', undefined],
  ])('%j names %p', (message, number) => {
    expect(namedIn(message, repo)).toBe(number)
  })
})
