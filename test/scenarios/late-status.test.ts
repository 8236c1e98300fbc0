import { describe, expect } from '@jest/globals'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import type { Deployment } from '../../src/local-github/world/records.js'
import { answersIn, deploymentsOf, oursSays, othersDeploy } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = `done:
  when: live:production
environments:
  production: {}
`

type State = 'in_progress' | 'success' | 'inactive'

/** Somebody else deploys to production, and says how it goes. */
function production({ world, repo, settles }: Story) {
  const owner = { kind: 'user', user: repo.entity.owner } as const
  return {
    deploys: (sha: string): Deployment =>
      createDeployment(world, repo.entity, owner, { sha, ref: sha, environment: 'production' }),
    async says(deployment: Deployment, state: State): Promise<void> {
      createDeploymentStatus(world, repo.entity, owner, deployment, { state, autoInactive: false })
      await settles()
    },
  }
}

/** Something that has nothing to do with deployments is looked at. */
async function looksAtOther({ maintainer }: Story): Promise<void> {
  const issue = await maintainer.opens({ title: 'another matter' })
  await maintainer.closesIssue(issue)
  await maintainer.reopens(issue)
}

/** Looks go on after others have deployed so many previews that all else lies behind them. */
async function looksGoOn(story: Story, sha: string): Promise<void> {
  await story.passes(2)
  await othersDeploy(story, sha, 40)
  for (const minutes of [1, 1, 1]) {
    await story.passes(minutes)
    await looksAtOther(story)
  }
}

describe('what becomes of a deployment that lies behind many others', () => {
  scenario(
    'is seen when it is told of, and an end that GitHub tells nobody of within the hour',
    async (story) => {
      const { repo, maintainer, contributor, passes } = story
      const { deploys, says } = production(story)
      const before = await repo.released('v1.0.0')
      const first = deploys(before)
      await says(first, 'success')
      const fix = await contributor.proposes('fix: the lamp')
      await maintainer.merges(fix, 'squash')
      await maintainer.merges(await repo.releasePullRequest())
      const { sha = '' } = (await repo.release('v1.0.1')) ?? {}
      const next = deploys(sha)
      await says(next, 'in_progress')
      await looksGoOn(story, before)
      expect(repo.stageIn(fix)).toContain('Not in **production** yet.')

      await says(next, 'success')
      expect(repo.stageIn(fix)).toContain('production')
      expect(repo.stageIn(fix)).not.toContain('Not in **production** yet.')

      await looksGoOn(story, before)
      await says(next, 'inactive')
      await passes(31)
      await looksAtOther(story)
      expect(repo.stageIn(fix)).toContain('Was live in **production** until the rollback to')
    },
    { config, weathers: 'none', timeout: 120_000 },
  )

  scenario(
    'is read before a command is judged, though nothing was told of it',
    async (story) => {
      const { repo, maintainer, github } = story
      const before = await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'what runs where' })
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(issue, '/deploy staging v1.0.0')
      await oursSays(story, 'success')
      await maintainer.comments(pullRequest, '/deploy staging')
      await oursSays(story, 'failure')
      await looksGoOn(story, before)

      github.failsOnce('webhook deployment_status')
      await oursSays(story, 'success')
      expect(answersIn(story, issue)).toEqual([expect.stringContaining('runs in **staging**')])
      await maintainer.comments(pullRequest, '/deploy production')
      expect(answersIn(story, pullRequest).at(-1)).toMatch(/^Deploying \w{7} to \*\*production\*\*/)
      expect(deploymentsOf(story).at(-1)).toMatchObject({ environment: 'production', state: 'created' })
    },
    { config: 'environments:\n  staging: {}\n  production:\n    after: staging\n', atMostOnce: true, timeout: 120_000 },
  )
})
