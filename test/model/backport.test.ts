import { describe, expect, test } from '@jest/globals'
import { isClaimed, readClaims } from '../../src/model/backport.js'

const picked = '0123456789abcdef0123456789abcdef01234567'
const claimsOf = (texts: Partial<Parameters<typeof readClaims>[0]>) =>
  readClaims({ number: 30, title: '', body: '', messages: [], ...texts })

describe('what a pull request claims to be a backport of', () => {
  test.each([
    ['Backport of #12', [12]],
    ['This backports #12 and cherry-picks #13.', [12, 13]],
    ['fix: the lamp (backport #12) (#30)', [12]],
    ['This is an automatic backport of pull request #12 done by a bot.', [12]],
    ['Cherry picked from #12', [12]],
    ['backport: #12', [12]],
    ['BACKPORT OF PR #12', [12]],
    ['See #12', []],
    ['A backporter of #12', []],
    ['Backport of #30', []],
    ['Backport of #0', []],
    ['Backport of #12345678901', []],
    ['Backport of acme/other#12', []],
    ['[Backport 1.x] fix: the lamp #12', []],
  ])('in a description: %s', (body, pullRequests) => {
    expect(claimsOf({ body })).toEqual({ pullRequests, commits: [] })
  })

  test.each([
    ['[Backport 1.x] fix: the lamp #12', [12]],
    ['[backport release/1.x] fix: the lamp (#12)', [12]],
    ['[Backport 1.x] fix: the lamp', []],
    ['fix: the lamp [Backport 1.x] #12', []],
    ['[1.x] fix: the lamp #12', []],
  ])('in a title: %s', (title, pullRequests) => {
    expect(claimsOf({ title }).pullRequests).toEqual(pullRequests)
  })

  test('by the trailer of git, in a commit or a description, on a line of its own', () => {
    const trailer = `(cherry picked from commit ${picked})`
    expect(claimsOf({ messages: [`fix: the lamp\n\n${trailer}\nSigned-off-by: m`] }).commits).toEqual([picked])
    expect(claimsOf({ body: `fix: the lamp\r\n\r\n${trailer}\r\n` }).commits).toEqual([picked])
    expect(claimsOf({ messages: [`fix: as ${trailer}`, '(cherry picked from commit 0123456)'] }).commits).toEqual([])
  })

  test('not in code, and ten of either at most', () => {
    expect(claimsOf({ body: '```\nBackport of #12\n```' }).pullRequests).toEqual([])
    const many = Array.from({ length: 99 }, (_, index) => `backport of #${index + 100}`).join('\n')
    expect(claimsOf({ body: many }).pullRequests).toHaveLength(10)
  })

  test('quickly, whatever is written there', () => {
    const before = performance.now()
    for (const text of ['backport '.repeat(7000), `backport${' '.repeat(60_000)}`, `[backport${'['.repeat(60_000)}`])
      claimsOf({ title: text, body: text, messages: [text] })
    expect(performance.now() - before).toBeLessThan(1000)
  })

  test('is what bears that number, or came to be that commit', () => {
    const original = { number: 12, mergeCommit: picked, mergedAt: '2026-05-31T10:00:00Z' }
    expect(isClaimed({ pullRequests: [12], commits: [] }, original)).toBe(true)
    expect(isClaimed({ pullRequests: [], commits: [picked] }, original)).toBe(true)
    expect(isClaimed({ pullRequests: [13], commits: ['0'.repeat(40)] }, original)).toBe(false)
  })
})
