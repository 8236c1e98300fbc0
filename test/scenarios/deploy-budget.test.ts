import { describe, expect } from '@jest/globals'
import { countLooks } from '../support/count-requests.js'
import { answersIn, deployerSays, deploymentsOf } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'

describe('what a /deploy costs until its deployment is there', () => {
  scenario(
    'is eight requests for the first in an environment, and seven for those behind it',
    async (story) => {
      const { world, repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      // A commit's first checks may still come for half a minute.
      await passes(1)
      for (const most of [8, 7, 7]) {
        const counting = countLooks(world.url)
        const before = deploymentsOf(story).length
        await maintainer.comments(pullRequest, '/deploy staging')
        const requests = counting.stop().flatMap((look) => look.requests)
        expect(deploymentsOf(story)).toHaveLength(before + 1)
        const made = requests.findIndex((request) => /^POST .*\/deployments$/.test(request)) + 1
        expect(made).toBeGreaterThan(0)
        expect(made).toBeLessThanOrEqual(most)
        await deployerSays(story, 'success')
      }
      const answer = expect.stringMatching(/^\w{7} runs in \*\*staging\*\*/)
      expect(answersIn(story, pullRequest)).toEqual([answer, answer, answer])
    },
    { config: 'environments:\n  staging: {}\n', weathers: 'none', atMostOnce: true },
  )
})
