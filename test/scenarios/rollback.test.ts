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

  scenario(
    'that GitHub refuses leaves no lock behind, and takes none away',
    async (story) => {
      const { repo, maintainer, github, passes } = story
      await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'what runs where' })
      await listsEnvironments(story, config)
      await maintainer.comments(issue, '/deploy production v1.0.0')
      await deployerSays(story, 'success')
      await releasesNext(story, 'v1.1.0')
      await passes(1)
      await deployerSays(story, 'success')

      const asking = 'POST /repos/{owner}/{repo}/deployments'
      for (const lock of [undefined, { cause: 'command', reason: 'the fair' }]) {
        if (lock !== undefined) await maintainer.comments(issue, '/lock production the fair')
        github.failsOnce(asking, { kind: 'status', status: 403, message: 'Resource not accessible by integration' })
        await maintainer.comments(issue, '/rollback production')
        await passes(2)
        expect(answersIn(story, issue).at(-1)).toMatch(/^Nothing was deployed to \*\*production\*\*: GitHub made no/)
        expect(deploymentsOf(story)).toHaveLength(2)
        const record = await recordOf(story, 'production')
        if (lock === undefined) expect(record?.lock).toBeUndefined()
        else expect(record).toMatchObject({ lock })
      }
      await maintainer.comments(issue, '/rollback production')
      expect(deploymentsOf(story)).toHaveLength(3)
      expect(await recordOf(story, 'production')).toMatchObject({ lock: { cause: 'rollback', by: 'maya' } })
      expect(answersIn(story, issue).at(-1)).toContain('Rolling **production** back')
    },
    { atMostOnce: true },
  )
})
