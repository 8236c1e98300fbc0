import { describe, expect } from '@jest/globals'
import { answersIn, deployerSays, deploymentsOf, recordOf } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'

const config = `environments:
  staging: {}
`

describe('/lock', () => {
  scenario(
    'keeps everybody else out until its time is over',
    async (story) => {
      const { repo, maintainer, contributor, passes } = story
      await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'the fair' })
      const pullRequest = await contributor.proposes('feat: dark mode')
      await maintainer.comments(issue, '/lock staging for 2h the <b>fair</b>')
      await passes(1)
      expect(answersIn(story, issue)[0]).toMatch(/^Staging is locked for maya until .*Z: the &lt;b&gt;fair/)
      await contributor.comments(pullRequest, '/deploy staging')
      expect(answersIn(story, pullRequest)[0]).toMatch(/❌ \| `lock` \| staging is locked for maya until/)
      await passes(120)
      await contributor.comments(pullRequest, '/deploy staging')
      expect(answersIn(story, pullRequest).at(-1)).toMatch(/^Deploying/)
      expect(deploymentsOf(story)).toHaveLength(1)
    },
    { config, atMostOnce: true },
  )

  scenario(
    'of a pull request lets it through, keeps a second one out, and ends with it',
    async (story) => {
      const { repo, maintainer, contributor, passes } = story
      await repo.released('v1.0.0')
      const one = await maintainer.proposes('feat: dark mode')
      const other = await contributor.proposes('feat: light mode')
      await maintainer.comments(one, '/lock staging')
      await contributor.comments(other, '/lock staging')
      await passes(1)
      expect(answersIn(story, other)).toEqual([
        `Nothing was done: staging is locked for #${one.number} (\`/unlock staging\`).`,
      ])
      await maintainer.comments(one, '/deploy staging')
      await deployerSays(story, 'success')
      expect(answersIn(story, one).at(-1)).toMatch(/^\w{7} runs in \*\*staging\*\*/)
      await maintainer.closes(one)
      await passes(1)
      expect((await recordOf(story, 'staging'))?.lock).toBeUndefined()
      await contributor.comments(other, '/lock staging')
      await passes(1)
      expect(answersIn(story, other).at(-1)).toMatch(`Staging is locked for #${other.number}`)
      await maintainer.comments(one, '/unlock staging')
      await passes(1)
      expect(answersIn(story, one).at(-1)).toBe('**staging** is not locked any more.')
    },
    { config, atMostOnce: true },
  )
})
