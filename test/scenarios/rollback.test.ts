import { describe, expect } from '@jest/globals'
import {
  answersIn,
  deployerSays,
  deploymentsOf,
  listsEnvironments,
  recordOf,
  releasesNext,
} from '../support/deploying.js'
import { scenario } from '../support/scenario.js'

const config = `environments:
  production:
    on: release
`

describe('/rollback', () => {
  scenario(
    'brings back what ran before, says what that takes out, and holds what comes next until /unlock',
    async (story) => {
      const { repo, maintainer, passes } = story
      const before = await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'what runs where' })
      await listsEnvironments(story, config)
      await maintainer.comments(issue, '/deploy production v1.0.0')
      await deployerSays(story, 'success')
      const sha = await releasesNext(story, 'v1.1.0')
      await passes(1)
      await deployerSays(story, 'success')
      expect(deploymentsOf(story)).toEqual([
        { environment: 'production', sha: before, state: 'inactive' },
        { environment: 'production', sha, state: 'success' },
      ])

      await maintainer.comments(issue, '/rollback production')
      const answer = answersIn(story, issue).at(-1) ?? ''
      expect(answer).toContain(`Rolling **production** back to ${before.slice(0, 7)}`)
      expect(answer).toMatch(/This takes 4 commits out of it:\n\n.*\n\* feat: dark mode\n/s)
      await deployerSays(story, 'success')
      expect(deploymentsOf(story)).toEqual([
        { environment: 'production', sha: before, state: 'inactive' },
        { environment: 'production', sha, state: 'inactive' },
        { environment: 'production', sha: before, state: 'success' },
      ])
      expect(await recordOf(story, 'production')).toMatchObject({ lock: { cause: 'rollback', by: 'maya' } })

      const next = await releasesNext(story, 'v1.2.0')
      await passes(20)
      expect(deploymentsOf(story)).toHaveLength(3)
      await maintainer.comments(issue, '/unlock production')
      await passes(20)
      expect(answersIn(story, issue).at(-1)).toBe('**production** is not locked any more.')
      expect(deploymentsOf(story).at(-1)).toEqual({ environment: 'production', sha: next, state: 'created' })
    },
    { atMostOnce: true },
  )
})
