import { describe, expect } from '@jest/globals'
import { createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import type { Deployment } from '../../src/local-github/world/records.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = `environments:
  staging: {}
  production:
    after: staging
`

/** What was answered there, without the hidden first line and what is folded away. */
function answers({ repo }: Story, thread: { readonly number: number }): string[] {
  return repo.repliesIn(thread).map((body) =>
    body
      .slice(body.indexOf('\n') + 1)
      .replace(/\n\n<details>.*$/s, '')
      .trim(),
  )
}

function deployments({ world, repo }: Story): Deployment[] {
  return [...world.records(repo.entity).deployments.values()]
}

/** Somebody deploys, and says how it went. */
async function says(story: Story, state: 'in_progress' | 'success' | 'failure', deployment = deployments(story).at(-1)) {
  const { world, repo, settles } = story
  if (deployment === undefined) throw new Error('there is no deployment')
  createDeploymentStatus(world, repo.entity, { kind: 'user', user: repo.entity.owner }, deployment, {
    state,
    environmentUrl: 'https://staging.example.com',
  })
  await settles()
}

describe('/deploy', () => {
  scenario(
    'brings the head of a pull request to staging, and says so',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy staging')
      expect(deployments(story)).toMatchObject([{ environment: 'staging', sha: pullRequest.head.sha, statuses: [] }])
      expect(answers(story, pullRequest)).toEqual([
        expect.stringMatching(/^Deploying \w{7} to \*\*staging\*\*: nobody has taken it up yet\.$/),
      ])
      await says(story, 'in_progress')
      await says(story, 'success')
      expect(answers(story, pullRequest)).toEqual([
        expect.stringMatching(/^\w{7} runs in \*\*staging\*\*, <https:\/\/staging\.example\.com>\.$/),
      ])
    },
    { config, atMostOnce: true },
  )
})
