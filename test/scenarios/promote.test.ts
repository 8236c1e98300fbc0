import { describe, expect } from '@jest/globals'
import { deployerSays, deploymentsOf, listsEnvironments, recordOf, releasesNext } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'

const onRelease = `environments:
  staging:
    on: release
  production:
    on: release
    after: staging
`

describe('what is released', () => {
  scenario(
    'is deployed to staging, and the very commit to production once it ran there',
    async (story) => {
      const { repo, passes } = story
      await repo.released('v1.0.0')
      await listsEnvironments(story, onRelease)
      const sha = await releasesNext(story, 'v1.1.0')
      await passes(1)
      expect(deploymentsOf(story)).toEqual([{ environment: 'staging', sha, state: 'created' }])
      await deployerSays(story, 'success')
      await passes(1)
      expect(deploymentsOf(story)).toEqual([
        { environment: 'staging', sha, state: 'success' },
        { environment: 'production', sha, state: 'created' },
      ])
      await deployerSays(story, 'success')
      await passes(30)
      expect(deploymentsOf(story)).toHaveLength(2)
    },
    { atMostOnce: true },
  )

  scenario(
    'is not tried again where it failed, and production never sees it',
    async (story) => {
      const { repo, passes } = story
      await repo.released('v1.0.0')
      await listsEnvironments(story, onRelease)
      const sha = await releasesNext(story, 'v1.1.0')
      await passes(1)
      await deployerSays(story, 'failure')
      await passes(60)
      expect(deploymentsOf(story)).toEqual([{ environment: 'staging', sha, state: 'failure' }])
    },
    { atMostOnce: true },
  )

  scenario(
    'and that GitHub refuses is said to be so for a day, with what GitHub said',
    async (story) => {
      const { repo, github, bot, passes } = story
      await repo.released('v1.0.0')
      await listsEnvironments(story, onRelease)
      const asking = 'POST /repos/{owner}/{repo}/deployments'
      github.failsOnce(asking, { kind: 'status', status: 403, message: 'Staging is closed.' })
      await releasesNext(story, 'v1.1.0')
      const said = () =>
        bot.receipts()[0]?.reasons.flatMap(({ code, text }) => (code === 'environment-held' ? text : []))
      for (const minutes of [2, 10, 60]) {
        await passes(minutes)
        expect(said()).toEqual([
          expect.stringMatching(/^GitHub made no deployment of \w{7} to staging: .*Staging is closed\.$/),
        ])
      }
      // A day of looks every few minutes says no more than none.
      await bot.goesAway()
      await passes(25 * 60)
      await bot.restarts()
      await listsEnvironments(story, onRelease)
      expect(said()).toEqual([])
      expect(deploymentsOf(story)).toEqual([])
    },
    { atMostOnce: true },
  )

  scenario(
    'that was out when the environments came is left alone',
    async (story) => {
      const { repo, passes } = story
      await repo.released('v1.0.0')
      await listsEnvironments(story, onRelease)
      await passes(30)
      expect(deploymentsOf(story)).toEqual([])
      expect(await recordOf(story, 'staging')).toMatchObject({ promotion: { key: 'release:v1.0.0', isAsked: false } })
    },
    {},
  )
})
