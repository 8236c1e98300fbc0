import { describe, expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'

describe('a command in the release pull request', () => {
  scenario(
    '/release as sets the version, is answered once and survives every refresh',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await maintainer.comments(pr, '/release as 2.0.0')
      const renamed = await repo.releasePullRequest()
      expect(renamed.title).toBe('chore: release 2.0.0')
      expect(renamed.body).toMatch(/releases 2\.0\.0\*\*, as maya asks in http/)
      expect(repo.repliesIn(pr)).toEqual([expect.stringContaining('will be **2.0.0**')])
      await maintainer.pushes('feat: b')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 2.0.0')
      await maintainer.merges(pr)
      expect(await repo.release('v2.0.0')).toBeDefined()
      expect(JSON.parse((await repo.file('package.json')) ?? '')).toMatchObject({ version: '2.0.0' })
    },
  )

  scenario('what cannot be followed is answered, and changes nothing', async ({ repo, maintainer, bot }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    await maintainer.comments(pr, '/release as 1.0.0')
    await maintainer.comments(pr, '/release 2.0.0')
    await maintainer.comments(pr, '> /release as 3.0.0\n\nNo.')
    await maintainer.comments(pr, '/release refresh')
    expect(repo.repliesIn(pr)).toEqual([
      expect.stringContaining('it is not higher than v1.0.0'),
      expect.stringContaining('`/release as 2.0.0`'),
      expect.stringContaining('nothing to refresh'),
    ])
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
    expect(bot.reasons()).toContain('command-answered')
  })

  scenario('who may not push is told so', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    repo.entity.collaborators.set('sam', 'read')
    await contributor.comments(pr, '/release as 2.0.0')
    expect(repo.repliesIn(pr)).toEqual([expect.stringContaining('sam may not push')])
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  })

  scenario(
    'a command that is read late is answered, not executed',
    async ({ repo, maintainer, bot, passes }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await bot.goesAway()
      await maintainer.comments(pr, '/release as 2.0.0')
      await passes(11)
      await bot.restarts()
      expect(repo.repliesIn(pr)).toEqual([expect.stringContaining('more than 10 minutes')])
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
    },
    { weathers: 'none' },
  )

  scenario(
    'with refresh: command the branch waits for /release refresh',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      const before = await repo.head('landfall/release')
      await maintainer.pushes('feat: b')
      expect(await repo.head('landfall/release')).toBe(before)
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
      expect(bot.reasons()).toContain('refresh-waits')
      await maintainer.comments(pr, '/release refresh')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.0')
      expect(repo.repliesIn(pr)).toHaveLength(1)
      const refreshed = await repo.head('landfall/release')
      await maintainer.pushes('fix: c')
      expect(await repo.head('landfall/release')).toBe(refreshed)
      await maintainer.merges(pr)
      expect(await repo.release('v1.1.0')).toMatchObject({ body: expect.stringContaining('c (') })
    },
    { config: 'release:\n  refresh: command\n' },
  )

  scenario(
    'with refresh: 15m a busy main moves the branch once in that time',
    async ({ repo, maintainer, passes }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const before = await repo.head('landfall/release')
      await maintainer.pushes('feat: b')
      await maintainer.pushes('fix: c')
      expect(await repo.head('landfall/release')).toBe(before)
      await passes(16)
      expect(await repo.head('landfall/release')).not.toBe(before)
      const { title, body } = await repo.releasePullRequest()
      expect(title).toBe('chore: release 1.1.0')
      expect(body).toContain('c (')
    },
    { config: 'release:\n  refresh: 15m\n' },
  )
})
