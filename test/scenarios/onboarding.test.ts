import { describe, expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'

const asleep = { config: null }
const path = '.github/landfall.yml'

describe('the first day', () => {
  scenario(
    'nothing is touched but one pull request, which is opened once and written once',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('feat: a pier')
      await repo.released('v1.1.0')
      await maintainer.pushes('feat: a lighthouse', 'fix: the lamp')

      const onboarding = await repo.onboardingPullRequest()
      expect(repo.openPullRequests()).toEqual([onboarding])
      expect(await repo.head('landfall/release')).toBeUndefined()
      await maintainer.pushes('fix: the stairs')
      const again = await repo.onboardingPullRequest()
      expect([again.title, again.body]).toEqual([onboarding.title, onboarding.body])
    },
    asleep,
  )

  scenario(
    'merged, it wakes Landfall, and the release pull request has the version that it announced',
    async ({ repo, maintainer, bot }) => {
      await bot.goesAway()
      await repo.released('v1.0.0')
      await maintainer.pushes('feat: a pier')
      await repo.released('v1.1.0')
      await maintainer.pushes('feat: a lighthouse', 'fix: the lamp')
      await bot.restarts()

      const onboarding = await repo.onboardingPullRequest()
      expect(onboarding.body).toContain('**1.2.0**')
      expect(onboarding.body).toContain('a lighthouse')
      expect(onboarding.body).toContain('**1 of 1**')
      await maintainer.merges(onboarding)
      expect(await repo.file(path)).toContain('tag: v${version}')
      const release = await repo.releasePullRequest()
      expect(release.title).toBe('chore: release 1.2.0')
      await maintainer.merges(release)
      expect(await repo.release('v1.2.0')).toBeDefined()
    },
    asleep,
  )

  scenario(
    'closed, it sends Landfall away for good, its branch deleted or not',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('feat: a')
      await maintainer.closes(await repo.onboardingPullRequest())
      await maintainer.pushes('feat: b')
      await maintainer.deletes('landfall/onboarding')
      await maintainer.pushes('feat: c')
      await bot.restarts()
      expect((await repo.onboardingPullRequest()).state).toBe('closed')
      expect(repo.openPullRequests()).toEqual([])
      expect(await repo.head('landfall/onboarding')).toBeUndefined()
    },
    asleep,
  )

  scenario(
    'what a person writes into the proposed file is what counts',
    async ({ repo, maintainer, bot }) => {
      await bot.goesAway()
      await repo.released('v1.0.0')
      await maintainer.pushes('docs: words')
      await bot.restarts()
      const onboarding = await repo.onboardingPullRequest()
      expect(onboarding.body).toContain('Nothing waits')
      const files = { [path]: 'release:\n  types: { docs: patch }\n' }
      await maintainer.commits({ message: 'chore: release documentation', files, branch: 'landfall/onboarding' })
      await maintainer.merges(onboarding, 'squash')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
    },
    asleep,
  )

  scenario(
    'a repository that never released: the first version and what it will tell',
    async ({ repo, maintainer, bot }) => {
      await bot.goesAway()
      await maintainer.pushes('feat: a <b>lighthouse</b> for @maya', 'no convention at all')
      await bot.restarts()
      const onboarding = await repo.onboardingPullRequest()
      expect(onboarding.body).toContain('**1.0.0**')
      expect(onboarding.body).toContain('1 commit is not written')
      expect(onboarding.body).not.toMatch(/@maya|<b>/)
      await maintainer.merges(onboarding)
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.0')
    },
    asleep,
  )

  scenario(
    'where somebody else has a branch of that name, it is left alone',
    async ({ repo, maintainer, bot }) => {
      await bot.goesAway()
      const first = await maintainer.pushes('feat: a')
      const sha = await maintainer.branches('landfall/onboarding', first, 'docs: mine')
      await bot.restarts()
      expect(repo.openPullRequests()).toEqual([])
      expect(await repo.head('landfall/onboarding')).toBe(sha)
      expect(bot.reasons()).toContain('somebody-elses-commit')
    },
    asleep,
  )
})
