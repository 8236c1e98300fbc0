import { describe, expect } from '@jest/globals'
import { answersIn, deployerSays, deploymentsOf, recordOf } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const onRelease = `environments:
  staging:
    on: release
  production:
    on: release
    after: staging
`

/** The environments are listed once v1.0.0 is out; then a release comes, which the bot publishes. */
async function releases(story: Story, environments: string): Promise<string> {
  const { repo, maintainer } = story
  await lists(story, environments)
  await maintainer.pushes('feat: dark mode')
  await maintainer.merges(await repo.releasePullRequest())
  return (await repo.release('v1.1.0'))?.sha ?? ''
}

async function lists({ maintainer, passes }: Story, environments: string): Promise<void> {
  const files = { '.github/landfall.yml': environments }
  await maintainer.commits({ message: 'ci: list where harbour runs', files })
  await passes(1)
}

describe('what is released', () => {
  scenario(
    'is deployed to staging, and the very commit to production once it ran there',
    async (story) => {
      const { repo, passes } = story
      await repo.released('v1.0.0')
      const sha = await releases(story, onRelease)
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
      const sha = await releases(story, onRelease)
      await passes(1)
      await deployerSays(story, 'failure')
      await passes(60)
      expect(deploymentsOf(story)).toEqual([{ environment: 'staging', sha, state: 'failure' }])
    },
    { atMostOnce: true },
  )

  scenario(
    'that was out when the environments came is left alone',
    async (story) => {
      const { repo, passes } = story
      await repo.released('v1.0.0')
      await lists(story, onRelease)
      await passes(30)
      expect(deploymentsOf(story)).toEqual([])
      expect(await recordOf(story, 'staging')).toMatchObject({ promotion: { key: 'release:v1.0.0', isAsked: false } })
    },
    {},
  )
})

const withRollback = `environments:
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
      await lists(story, withRollback)
      await maintainer.comments(issue, '/deploy production v1.0.0')
      await deployerSays(story, 'success')
      const sha = await releases(story, withRollback)
      await passes(1)
      await deployerSays(story, 'success')
      expect(deploymentsOf(story)).toEqual([
        { environment: 'production', sha: before, state: 'inactive' },
        { environment: 'production', sha, state: 'success' },
      ])

      await maintainer.comments(issue, '/rollback production')
      const answer = answersIn(story, issue).at(-1) ?? ''
      expect(answer).toContain(`Rolling **production** back to ${before.slice(0, 7)}`)
      expect(answer).toMatch(/This takes \d+ commits out of it:\n\n\* chore: release 1\.1\.0/)
      await deployerSays(story, 'success')
      expect(deploymentsOf(story)).toEqual([
        { environment: 'production', sha: before, state: 'inactive' },
        { environment: 'production', sha, state: 'inactive' },
        { environment: 'production', sha: before, state: 'success' },
      ])
      expect(await recordOf(story, 'production')).toMatchObject({ lock: { cause: 'rollback', by: 'maya' } })

      await maintainer.pushes('feat: light mode')
      await maintainer.merges(await repo.releasePullRequest())
      await passes(20)
      expect(deploymentsOf(story)).toHaveLength(3)
      await maintainer.comments(issue, '/unlock production')
      await passes(20)
      expect(answersIn(story, issue).at(-1)).toBe('**production** is not locked any more.')
      const next = await repo.release('v1.2.0')
      expect(deploymentsOf(story).at(-1)).toEqual({ environment: 'production', sha: next?.sha, state: 'created' })
    },
    { atMostOnce: true },
  )
})
