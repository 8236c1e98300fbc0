import { describe, expect, test } from '@jest/globals'
import { planRelease } from '../../../src/decide/release/plan-release.js'
import { commit, link, plan, rules, versionAfter } from './commits.js'

describe('the version that one commit after 1.2.3 asks for', () => {
  test.each([
    ['feat: a', '1.3.0'],
    ['fix: a', '1.2.4'],
    ['perf: a', '1.2.4'],
    ['revert: feat: a', '1.2.4'],
    ['docs: a', undefined],
    ['feat!: a', '2.0.0'],
    ['chore!: a', '2.0.0'],
    ['feat(core)!: a', '2.0.0'],
    ['revert!: feat: a', '2.0.0'],
    ['fix: a\n\nBREAKING-CHANGE: b', '2.0.0'],
    ['fix: a\n\nBREAKING CHANGE: b', '2.0.0'],
    ['fix: a\n\nBREAKING CHANGE:b', '2.0.0'],
    ['fix: a\n\nBREAKING CHANGE:\nb', '2.0.0'],
    ['chore: a\n\nbody\n\nReviewed-by: x\nBREAKING CHANGE: b', '2.0.0'],
    ['fix: a\nBREAKING CHANGE: no blank line after the subject', '2.0.0'],
    ['fix: a\n\nbreaking change: b', '1.2.4'],
    ['fix: a\n\nthis is no BREAKING CHANGE: not at the start', '1.2.4'],
    ['fix: a\n\n  BREAKING CHANGE: not at column 0', '1.2.4'],
    ['fix: a\n\nBREAKING CHANGE without a colon', '1.2.4'],
    ['fix: a\n\nBREAKING CHANGES: several', '1.2.4'],
    ['tidy up\n\nBREAKING CHANGE: b', undefined],
    ['Feat: a', '1.3.0'],
    ['FIX: a', '1.2.4'],
    ['feat:a', undefined],
    ['Revert "feat: a"\n\nThis reverts commit 0123456789012345678901234567890123456789.', '1.2.4'],
    ['chore: squash (#1)\n\n* feat: one\n* fix: two', undefined],
    ['chore: squash (#1)\n\nfeat: one\n\nfix: two', undefined],
    ['fix: a\n\nfoo(bar', '1.2.4'],
    ['feat(): a', '1.3.0'],
    ['feat(a/b, @c/d*): a', '1.3.0'],
    ['feat($scope with blanks): a', '1.3.0'],
    ['feat: fix: a double type', '1.3.0'],
    ['  feat: leading blanks', '1.3.0'],
    ['\n\nfeat: leading lines', '1.3.0'],
    ['\ufefffeat: a BOM', '1.3.0'],
    ['\u200bfeat: zero width', '1.3.0'],
    ['fe\u0007at: a bell', '1.3.0'],
    ['feat:\u00a0a hard blank', '1.3.0'],
    ['feat: a form\ffeed\r\n\r\nBREAKING CHANGE: with CRLF\r\n', '2.0.0'],
    ['feat :a', undefined],
    ['feat (scope): a', undefined],
    ['feat!(scope): a', undefined],
    ['feat: ', undefined],
    ['feat:', undefined],
    ['✨ feat: emoji first', undefined],
    ['', undefined],
    ['-header-\nfeat: a', undefined],
    ['fix: a\n\n-hash-\nBREAKING CHANGE: after a line that a parser takes for a field', '2.0.0'],
    ['fix: a\n\n---\nBREAKING CHANGE: after a rule', '2.0.0'],
    ['gpg: Signature made\nfeat: a', undefined],
    ['constructor: a', undefined],
    ['__proto__: a', undefined],
    ['fix: a\n\n```\nBEGIN_COMMIT_OVERRIDE\nfeat!: b\nEND_COMMIT_OVERRIDE\n```', '1.2.4'],
    ['fix: a\n\n/deploy production\n\nCo-authored-by: A <a@example.com>', '1.2.4'],
  ])('%j → %s', async (message, version) => {
    expect(await versionAfter('1.2.3', [message])).toBe(version)
  })
})

test('a commit that is no Conventional Commit is listed for people', async () => {
  const result = await plan(['tidy up', 'feat:a', 'chore: b'])
  expect(result).toMatchObject({ kind: 'no-release', unread: [{ message: 'tidy up' }, { message: 'feat:a' }] })
  expect(result.kind === 'no-release' && result.reason).toBe(
    'None of the 3 commits since v1.2.3 asks for a release (not Conventional Commits: 2).',
  )
})

test('commits without a type are read where the rules list them', async () => {
  const reading = { ...rules, types: { ...rules.types, '*': 'none' as const } }
  expect(await versionAfter('1.2.3', ['tidy up\n\nBREAKING CHANGE: b'], reading)).toBe('2.0.0')
  expect(await versionAfter('1.2.3', ['tidy up', 'chore: a'], reading)).toBeUndefined()
  const releasing = { ...rules, types: { ...rules.types, '*': 'patch' as const, docs: 'none' as const } }
  expect(await versionAfter('1.2.3', ['tidy up'], releasing)).toBe('1.2.4')
  expect(await versionAfter('1.2.3', ['chore: a'], releasing)).toBe('1.2.4')
  expect(await versionAfter('1.2.3', ['docs: a'], releasing)).toBeUndefined()
})

describe('before 1.0', () => {
  test.each([
    ['minor', 'minor', 'feat!: a', '0.3.0'],
    ['major', 'minor', 'feat!: a', '1.0.0'],
    ['minor', 'minor', 'feat: a', '0.3.0'],
    ['minor', 'patch', 'feat: a', '0.2.2'],
    ['minor', 'patch', 'feat!: a', '0.3.0'],
    ['minor', 'patch', 'fix: a', '0.2.2'],
  ] as const)('breaking moves %s, a feature %s: %s → %s', async (breaking, feature, message, version) => {
    expect(await versionAfter('0.2.1', [message], { ...rules, preMajor: { breaking, feature } })).toBe(version)
  })
})

describe('the whole range', () => {
  test('the largest bump counts, in any order', async () => {
    expect(await versionAfter('1.2.3', ['fix: a', 'feat: b', 'docs: c'])).toBe('1.3.0')
    expect(await versionAfter('1.2.3', ['feat: b', 'docs: c', 'fix: a'])).toBe('1.3.0')
  })

  test('nothing asks', async () => {
    expect(await plan([])).toMatchObject({ kind: 'no-release', reason: 'There is no commit since v1.2.3.' })
  })

  test('the first release has the first version', async () => {
    const input = { commits: [commit('fix: a')], previous: undefined, rules, date: '2026-01-31' }
    expect(await planRelease(input)).toMatchObject({ version: '1.0.0', tag: 'v1.0.0', previous: undefined })
  })

  test('a release commit asks for nothing', async () => {
    expect(await versionAfter('1.2.3', ['chore: release 1.2.3\n\n### BREAKING CHANGES\n\n* told'])).toBeUndefined()
  })

  test('a commit that breaks something is no release commit, whatever it is called', async () => {
    expect(await versionAfter('1.2.3', ['chore: release 1.2.3\n\nBREAKING CHANGE: node 20'])).toBe('2.0.0')
    expect(await versionAfter('1.2.3', ['chore!: node 20.0.0'])).toBe('2.0.0')
  })

  test('a revert cancels no version', async () => {
    const feature = commit('feat: a')
    const revert = commit(`Revert "feat: a"\n\nThis reverts commit ${feature.sha}.`)
    expect(await versionAfter('1.2.3', [feature, revert])).toBe('1.3.0')
  })

  test('a version that was given is kept', async () => {
    expect(await plan(['feat: a'], { as: '5.0.0' })).toMatchObject({ kind: 'release', version: '5.0.0', tag: 'v5.0.0' })
    expect(await plan(['docs: a'], { as: '5.0.0' })).toMatchObject({ kind: 'release', version: '5.0.0' })
  })

  test('a previous tag of another format is a surprise', async () => {
    const input = { commits: [], previous: { name: 'core@1.0.0', sha: 'x' }, rules, date: '2026-01-31' }
    await expect(planRelease(input)).rejects.toThrow('the previous tag core@1.0.0 is not of the format v${version}')
  })

  test('the same input gives the same text', async () => {
    const commits = [commit('feat: b'), commit('fix: a'), commit('feat(x)!: c')]
    const input = { commits, previous: { name: 'v1.2.3', sha: 'x' }, rules, date: '2026-01-31', link }
    expect(await planRelease(input)).toEqual(await planRelease(input))
  })
})

describe('messages made to hurt are read in no time', () => {
  const long = 61_000
  test.each([
    ['a body of one long word', `fix: a\n\n${'a'.repeat(long)}`],
    ['a footer of one long word', `fix: a\n\nBREAKING CHANGE: ${'a'.repeat(long)}`],
    ['a long subject', `fix: ${'a'.repeat(long)}`],
    ['blanks before the end', `fix: a${' '.repeat(long)}b`],
    ['only blanks', ' '.repeat(long)],
    ['many footers', `fix: a\n\n${'BREAKING CHANGE: b\n'.repeat(3000)}`],
    ['many brackets', 'fix('.repeat(15_000)],
    ['many mentions', `fix: ${'@a '.repeat(20_000)}`],
    ['many backticks', `fix: ${'` `` '.repeat(12_000)}`],
    ['many closing words', `fix: ${'fixes https://'.repeat(4000)}`],
    ['almost a release', `chore: release ${'a-'.repeat(30_000)}!`],
  ])('%s', async (_, message) => {
    const before = performance.now()
    await plan([message])
    expect(performance.now() - before).toBeLessThan(1000)
  })
})
