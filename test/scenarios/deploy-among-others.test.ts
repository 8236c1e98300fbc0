import { describe, expect } from '@jest/globals'
import { answersIn, deploymentsOf, othersDeploy, oursSays, talkGoesOn } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = `environments:
  staging: {}
  production:
    after: staging
`

function ofOurs(story: Story): string[] {
  return deploymentsOf(story)
    .filter(({ environment }) => environment === 'staging' || environment === 'production')
    .map(({ environment, state }) => `${environment}: ${state}`)
}

describe('among many deployments of others, and much talk', () => {
  scenario(
    'a deployment is followed to its end, counts in the order, and is rolled back to',
    async (story) => {
      const { repo, maintainer, passes } = story
      const before = await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'what runs where' })
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const elsewhere = await maintainer.branches('elsewhere', before, 'feat: a preview')
      await maintainer.comments(issue, '/deploy staging v1.0.0')
      await oursSays(story, 'success')

      await maintainer.comments(pullRequest, '/deploy staging')
      expect(ofOurs(story)).toEqual(['staging: success', 'staging: created'])
      await talkGoesOn(story, pullRequest, 12)
      await othersDeploy(story, elsewhere, 35)
      await oursSays(story, 'success')
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/^\w{7} runs in \*\*staging\*\*/)])
      expect(ofOurs(story)).toEqual(['staging: inactive', 'staging: success'])

      // Somebody else's success in staging is among the newest, and ours lies behind them.
      await othersDeploy(story, elsewhere, 35)
      await othersDeploy(story, elsewhere, 1, 'staging')
      await maintainer.comments(pullRequest, '/deploy production')
      expect(answersIn(story, pullRequest).at(-1)).toMatch(/^Deploying \w{7} to \*\*production\*\*/)
      expect(ofOurs(story).at(-1)).toBe('production: created')
      await oursSays(story, 'success')

      await maintainer.comments(issue, '/rollback staging v1.0.0')
      expect(answersIn(story, issue).at(-1)).toContain(`Rolling **staging** back to ${before.slice(0, 7)}`)
      await othersDeploy(story, elsewhere, 35)
      await passes(31)
      expect(ofOurs(story).at(-1)).toBe('staging: error')
      expect(answersIn(story, issue).at(-1)).toMatch(/the deployment ended with error/)
    },
    { config, atMostOnce: true, timeout: 60_000 },
  )
})
