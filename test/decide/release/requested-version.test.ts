import { describe, expect, test } from '@jest/globals'
import { commit, plan } from './commits.js'

describe('a version that somebody asks for', () => {
  test.each([
    ['fix: a\n\nRelease-As: 2.0.0', '2.0.0'],
    ['fix: a\n\nrelease-as: v2.0.0\r\n', '2.0.0'],
    ['chore: release 3.0.0\n\nRelease-As: 3.0.0', '3.0.0'],
    ['docs: a\n\nWords.\n\nRELEASE-AS: 1.2.4\nCo-authored-by: B <b@example.com>', '1.2.4'],
    ['fix: a\n\n  Release-As: 2.0.0', '1.2.4'],
    ['fix: a\n\n```\nRelease-As: 2.0.0\n```', '1.2.4'],
    ['fix: a\n\n> Release-As: 2.0.0', '1.2.4'],
    ['Release-As: 2.0.0', undefined],
    ['fix: a\n\nRelease-As:', '1.2.4'],
  ])('%j → %s', async (message, version) => {
    const result = await plan([message])
    expect(result.kind === 'release' ? result.version : undefined).toBe(version)
    expect(result.refused).toEqual([])
  })

  test.each([
    ['Release-As: 1.2.3', 'not-higher'],
    ['Release-As: 1.0.0', 'not-higher'],
    ['Release-As: 2.0.0-rc.1', 'prerelease'],
    ['Release-As: two', 'no-version'],
    ['Release-As: 2.0', 'no-version'],
    ['Release-As: 2.0.0 or so', 'no-version'],
  ])('%j is refused: %s', async (footer, why) => {
    expect(await plan([`feat: a\n\n${footer}`])).toMatchObject({
      version: '1.3.0',
      asked: undefined,
      refused: [{ why }],
    })
    expect(await plan([`docs: a\n\n${footer}`])).toMatchObject({ kind: 'no-release', refused: [{ why }] })
  })

  test('the newest commit that asks is the one that counts', async () => {
    const older = commit('fix: a\n\nRelease-As: 4.0.0')
    const newer = commit('fix: b\n\nRelease-As: 3.0.0')
    expect(await plan([older, newer])).toMatchObject({
      version: '3.0.0',
      asked: { by: { kind: 'commit', sha: newer.sha } },
    })
  })

  test('what is asked in the release pull request comes before a footer', async () => {
    const by = { kind: 'comment', login: 'maya', url: 'https://github.com/octo/sea/pull/1#issuecomment-1' } as const
    const commits = ['fix: a\n\nRelease-As: 4.0.0']
    expect(await plan(commits, { requests: [{ text: '2.0.0', by }] })).toMatchObject({
      version: '2.0.0',
      asked: { by },
    })
    expect(await plan(commits, { requests: [{ text: '1.0.0', by }] })).toMatchObject({
      version: '4.0.0',
      refused: [{}],
    })
  })

  test('a release that was merged keeps its version, whatever is asked', async () => {
    const result = await plan(['fix: a\n\nRelease-As: 1.0.0'], { as: '5.0.0' })
    expect(result).toMatchObject({ version: '5.0.0', asked: undefined, refused: [] })
  })
})
