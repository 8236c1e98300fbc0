import { describe, expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'

describe('a version that a commit asks for', () => {
  scenario('Release-As in a commit message is the version of the release', async ({ repo, maintainer }) => {
    await repo.released('v1.2.0')
    await maintainer.pushes('fix: a', 'chore: a new beginning\n\nRelease-As: 2.0.0', 'fix: b')
    const pr = await repo.releasePullRequest()
    expect(pr.title).toBe('chore: release 2.0.0')
    expect(pr.body).toMatch(/releases 2\.0\.0\*\*, as [0-9a-f]{7} asks in a Release-As footer/)
    await maintainer.merges(pr)
    expect(await repo.release('v2.0.0')).toBeDefined()
    await maintainer.pushes('fix: c')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 2.0.1')
  })

  scenario(
    'a Release-As that goes back is refused, and the pull request says why',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.2.0')
      await maintainer.pushes('fix: a\n\nRelease-As: 1.1.0')
      const pr = await repo.releasePullRequest()
      expect(pr.title).toBe('chore: release 1.2.1')
      expect(pr.body).toContain('The next release is not 1.1.0')
      expect(pr.body).toContain('it is not higher than v1.2.0')
      expect(bot.reasons()).toContain('version-refused')
    },
  )
})
