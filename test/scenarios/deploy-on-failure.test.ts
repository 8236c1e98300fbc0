import { describe, expect } from '@jest/globals'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import { answersIn, deployerSays, deploymentsOf, recordOf } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const rollback = 'environments:\n  production:\n    on-failure: rollback\n'
const lock = 'environments:\n  production:\n    on-failure: lock\n'

/** A job with an `environment:` of its own makes a deployment beside ours, and says how it went; ours it leaves alone. */
async function jobSays(story: Story, sha: string, state: 'success' | 'failure'): Promise<void> {
  const { world, repo, settles } = story
  const owner = { kind: 'user', user: repo.entity.owner } as const
  const deployment = createDeployment(world, repo.entity, owner, { sha, ref: sha, environment: 'production' })
  createDeploymentStatus(world, repo.entity, owner, deployment, { state: 'in_progress' })
  await settles()
  createDeploymentStatus(world, repo.entity, owner, deployment, { state, description: 'as the job says' })
  await settles()
}

/** v1.0.0 runs in production; gives its commit. */
async function runs(story: Story): Promise<{ sha: string; issue: { readonly number: number } }> {
  const { repo, maintainer } = story
  const sha = await repo.released('v1.0.0')
  const issue = await maintainer.opens({ title: 'what runs where' })
  await maintainer.comments(issue, '/deploy production v1.0.0')
  await deployerSays(story, 'success')
  expect(answersIn(story, issue)).toEqual([expect.stringMatching(/^\w{7} runs in/)])
  return { sha, issue }
}

describe('a deployment that fails', () => {
  scenario(
    'is followed by what ran before, once, and holds the environment for its pull request',
    async (story) => {
      const { maintainer, passes } = story
      const { sha } = await runs(story)
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy production')
      await deployerSays(story, 'failure')
      await passes(5)
      expect(deploymentsOf(story)).toEqual([
        { environment: 'production', sha, state: 'success' },
        { environment: 'production', sha: pullRequest.head.sha, state: 'failure' },
        { environment: 'production', sha, state: 'created' },
      ])
      await deployerSays(story, 'failure')
      await passes(30)
      expect(deploymentsOf(story)).toHaveLength(3)
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/ended with failure/)])
      expect(await recordOf(story, 'production')).toMatchObject({
        lock: { cause: 'rollback', owner: { kind: 'pull-request', number: pullRequest.number } },
      })
    },
    { config: rollback, atMostOnce: true },
  )

  scenario(
    'locks the environment for its pull request: the next try of it is let through, and nobody else',
    async (story) => {
      const { maintainer, contributor, passes } = story
      await runs(story)
      const one = await maintainer.proposes('feat: dark mode')
      const other = await contributor.proposes('feat: light mode')
      await maintainer.comments(one, '/deploy production')
      await deployerSays(story, 'error')
      await passes(2)
      await contributor.comments(other, '/deploy production')
      expect(answersIn(story, other)).toEqual([
        expect.stringMatching(/❌ \| `lock` \| production is locked for #\d+, after a failed deployment/),
      ])
      await maintainer.comments(one, '/deploy production')
      await deployerSays(story, 'success')
      await passes(2)
      expect(answersIn(story, one).at(-1)).toMatch(/^\w{7} runs in \*\*production\*\*/)
      expect(deploymentsOf(story)).toHaveLength(3)
    },
    { config: lock, atMostOnce: true },
  )

  scenario(
    'in a job with an environment of its own has failed for us, too, and is followed by what ran before',
    async (story) => {
      const { maintainer, passes } = story
      const { sha } = await runs(story)
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy production')
      await jobSays(story, pullRequest.head.sha, 'failure')
      await passes(5)
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/ended with failure/)])
      expect(deploymentsOf(story).at(-1)).toEqual({ environment: 'production', sha, state: 'created' })
      expect(deploymentsOf(story)).toHaveLength(4)
    },
    { config: rollback, atMostOnce: true },
  )

  scenario(
    'or succeeds in such a job is told of ours, and what ran before is made inactive',
    async (story) => {
      const { maintainer, passes } = story
      const { sha } = await runs(story)
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy production')
      await jobSays(story, pullRequest.head.sha, 'success')
      await passes(5)
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/^\w{7} runs in/)])
      expect(deploymentsOf(story)).toEqual([
        { environment: 'production', sha, state: 'inactive' },
        { environment: 'production', sha: pullRequest.head.sha, state: 'success' },
        { environment: 'production', sha: pullRequest.head.sha, state: 'success' },
      ])
    },
    { config: rollback, atMostOnce: true },
  )
})
