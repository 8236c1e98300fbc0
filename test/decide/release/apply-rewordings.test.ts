import { describe, expect, test } from '@jest/globals'
import { applyRewordings, rewordingLooks } from '../../../src/decide/release/apply-rewordings.js'
import type { Commit } from '../../../src/model/commit.js'
import { readConfig } from '../../../src/model/config.js'
import type { Person, Rewording } from '../../../src/model/rewording.js'
import type { Snapshot } from '../../../src/model/snapshot.js'

const read = readConfig('')
if (read.kind === 'invalid') throw new Error('an empty configuration is one')
const { config } = read

const maya: Person = { login: 'maya', isBot: false }
const kim: Person = { login: 'kim', isBot: false }
const bot: Person = { login: 'renovate', isBot: true }

const [before, merged, later] = ['2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z', '2026-06-01T12:00:00Z']

function commit(sha: string, message: string, ...parents: string[]): Commit {
  return { sha, parents, message, committedAt: merged }
}

/** Kim's pull request, merged by maya. */
const rewording: Rewording = {
  number: 3,
  mergeCommit: 'm',
  commits: ['m'],
  body: 'BEGIN_COMMIT_OVERRIDE\nfeat: said better\nfix: and this\nEND_COMMIT_OVERRIDE',
  author: kim,
  edited: undefined,
  mergedAt: merged,
  mergedBy: maya,
}

function seen(rewordings: readonly Rewording[], mayPush: Record<string, boolean> = {}, more: Partial<Snapshot> = {}) {
  const rights = Object.fromEntries(Object.entries(mayPush).map(([login, push]) => [login, { push, maintain: false }]))
  const snapshot = { rewordings, rights, tags: [], ...more } as unknown as Snapshot
  return { snapshot, branch: { name: 'main', head: 'm', tree: 't' }, config }
}

function saidIn(commits: readonly Commit[]): Record<string, readonly string[]> {
  return Object.fromEntries(commits.map(({ sha, message, instead }) => [sha, instead ?? [message]]))
}

const better = ['feat: said better', 'fix: and this']

describe('which commits an override stands for', () => {
  test('a squash: that commit', () => {
    const { commits } = applyRewordings(seen([rewording]), [commit('a', 'fix: a', '0'), commit('m', 'stuff', 'a')])
    expect(saidIn(commits)).toEqual({ a: ['fix: a'], m: better })
  })

  test('a merge commit: all that it brought, and nothing that was there or was merged into it from there', () => {
    const { commits } = applyRewordings(seen([rewording]), [
      commit('a', 'fix: a', '0'),
      commit('x', 'wip', '0'),
      commit('y', 'Merge branch main', 'x', 'a'),
      commit('b', 'fix: b', 'a'),
      commit('m', 'Merge pull request #3', 'b', 'y'),
      commit('c', 'fix: c', 'm'),
    ])
    expect(saidIn(commits)).toEqual({ a: ['fix: a'], x: [], y: [], b: ['fix: b'], m: better, c: ['fix: c'] })
  })

  test('a rebase: the last commit speaks for those below it that GitHub counts in', () => {
    const rebased = { ...rewording, commits: ['m', 'y'] }
    const { commits } = applyRewordings(seen([rebased]), [
      commit('x', 'fix: x', '0'),
      commit('y', 'wip', 'x'),
      commit('m', 'wip', 'y'),
    ])
    expect(saidIn(commits)).toEqual({ x: ['fix: x'], y: [], m: better })
  })

  test('none where what the merge made is not among them', () => {
    const { commits, refused } = applyRewordings(seen([{ ...rewording, edited: { at: later, by: bot } }]), [
      commit('a', 'fix: a', '0'),
    ])
    expect(saidIn(commits)).toEqual({ a: ['fix: a'] })
    expect(refused).toEqual([])
  })
})

describe('whose override counts', () => {
  const at = (moment: string, by: Person) => ({ edited: { at: moment, by } })
  test.each<[string, Partial<Rewording>, Record<string, boolean>, 'counts' | RegExp]>([
    ['the body as it was opened', {}, {}, 'counts'],
    ['changed before the merge by its author', at(before, kim), {}, 'counts'],
    ['changed before the merge by somebody who is gone', at(before, undefined), {}, 'counts'],
    ['changed before the merge by a bot', at(before, bot), {}, 'counts'],
    ['changed later by another: GitHub let them', at(later, maya), {}, 'counts'],
    ['changed later by its author, who merged it', { ...at(later, kim), mergedBy: kim }, {}, 'counts'],
    ['changed later by its author, who may push', at(later, kim), { kim: true }, 'counts'],
    ['changed later by its author, who may not push', at(later, kim), { kim: false }, /kim changed the body/],
    ['changed later by its author, not asked yet', at(later, kim), {}, /may not push here/],
    ['changed later by somebody who is gone', at(later, undefined), {}, /is gone/],
    ['changed later by a bot', at(later, bot), {}, /a bot wrote/],
    ['a bot’s own', { author: bot }, {}, /a bot wrote/],
    ['a bot’s own, changed by it', { author: bot, ...at(before, bot) }, {}, /a bot wrote/],
    ['a bot’s own, saved by a person', { author: bot, ...at(later, maya) }, {}, 'counts'],
    ['without an end', { body: 'BEGIN_COMMIT_OVERRIDE\nfeat: a' }, {}, /no line `END_COMMIT_OVERRIDE`/],
  ])('%s', (_, change, mayPush, expected) => {
    const { commits, refused } = applyRewordings(seen([{ ...rewording, ...change }], mayPush), [commit('m', 'w', '0')])
    expect(saidIn(commits)).toEqual({ m: expected === 'counts' ? better : ['w'] })
    const texts = refused.map(({ text }) => text)
    expect(texts).toEqual(expected === 'counts' ? [] : [expect.stringMatching(expected)])
  })

  test('GitHub is asked about an author who did not merge, and only of what is not released', () => {
    const changed = { ...rewording, ...at(later, kim) }
    const asked = [{ kind: 'permissions', logins: ['kim'] }]
    const history = { commits: [commit('n', 'n', 'm'), commit('m', 'm', '0')], isWhole: true }
    expect(rewordingLooks(seen([changed]))).toEqual(asked)
    expect(rewordingLooks(seen([changed], { kim: false }))).toEqual([])
    expect(rewordingLooks(seen([{ ...changed, mergedBy: kim }]))).toEqual([])
    expect(rewordingLooks(seen([{ ...changed, body: 'BEGIN_COMMIT_OVERRIDE, in a sentence' }]))).toEqual([])
    expect(rewordingLooks(seen([changed], {}, { history, tags: [{ name: 'v1.0.0', sha: 'n' }] }))).toEqual([])
    expect(rewordingLooks(seen([changed], {}, { history, tags: [{ name: 'v1.0.0', sha: '0' }] }))).toEqual(asked)
  })
})
