import { describe, expect } from '@jest/globals'
import { updateRef } from '../../src/local-github/world/refs.js'
import { answersIn, deployerSays, deploymentsOf, listsEnvironments } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'

const config = 'environments:\n  staging: {}\n'
const asking = { path: 'POST /repos/{owner}/{repo}/deployments' } as const

describe('what goes wrong with /deploy', () => {
  scenario(
    'a commit that was pushed elsewhere long before is new where it is pushed after the comment',
    async (story) => {
      const { repo, maintainer, world, bot, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const elsewhere = await maintainer.branches('elsewhere', pullRequest.head.sha, 'feat: a surprise')
      await passes(60)
      // The bot finds both together.
      await bot.goesAway()
      await maintainer.comments(pullRequest, '/deploy staging')
      await passes(1)
      const owner = { kind: 'user', user: repo.entity.owner } as const
      await updateRef(world, repo.entity, owner, `refs/heads/${pullRequest.head.ref}`, elsewhere)
      await passes(1)
      await bot.restarts()
      expect(answersIn(story, pullRequest).at(-1)).toContain(`${elsewhere.slice(0, 7)} was pushed after it`)
      expect(deploymentsOf(story)).toEqual([])
    },
    { config },
  )

  for (const [status, message] of [
    [202, 'Auto-merged main into dark-mode on deployment.'],
    [403, 'Resource not accessible by integration'],
    [409, 'Conflict: Commit status checks failed for main.'],
  ] as const) {
    scenario(
      `a ${status} is no deployment: what GitHub says is said, and nothing else is asked for`,
      async (story) => {
        const { repo, maintainer, github, passes } = story
        await repo.released('v1.0.0')
        const pullRequest = await maintainer.proposes('feat: dark mode')
        github.failsOnce(asking.path, { kind: 'status', status, message })
        await maintainer.comments(pullRequest, '/deploy staging')
        await passes(5)
        expect(answersIn(story, pullRequest)).toEqual([
          expect.stringMatching(
            /^Nothing was deployed to \*\*staging\*\*: GitHub made no deployment of \w{7}, and says: /,
          ),
        ])
        expect(deploymentsOf(story)).toEqual([])
        await maintainer.comments(pullRequest, '/deploy staging')
        await passes(2)
        expect(answersIn(story, pullRequest).at(-1)).toMatch(/^Deploying/)
        expect(deploymentsOf(story)).toHaveLength(1)
      },
      { config, atMostOnce: true },
    )
  }

  scenario(
    'the answer is lost: the deployment is found by its key, and there is never a second one',
    async (story) => {
      const { repo, maintainer, github, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await passes(1)
      github.failsOnce(asking.path, { kind: 'reset', when: 'after' })
      await maintainer.comments(pullRequest, '/deploy staging')
      await passes(5)
      expect(deploymentsOf(story)).toHaveLength(1)
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/: nobody has taken it up yet\.$/)])
      await deployerSays(story, 'success')
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/^\w{7} runs in \*\*staging\*\*/)])
    },
    { config, atMostOnce: true },
  )

  scenario(
    'a bot that dies between claim and creation leaves what is not known, and nobody asks twice',
    async (story) => {
      const { repo, maintainer, github, bot, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await passes(1)
      github.failsOnce(asking.path, { kind: 'reset', when: 'before' })
      await maintainer.comments(pullRequest, '/deploy staging')
      await bot.restarts()
      await passes(5)
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/^\*\*It is not known whether \w{7}/)])
      await passes(60)
      expect(deploymentsOf(story)).toEqual([])
      await maintainer.comments(pullRequest, '/deploy staging')
      expect(deploymentsOf(story)).toHaveLength(1)
      expect(answersIn(story, pullRequest)).toHaveLength(2)
    },
    { config, atMostOnce: true },
  )

  scenario(
    'an executor that never answers is an error in the end',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy staging')
      await passes(25)
      expect(deploymentsOf(story)).toMatchObject([{ state: 'created' }])
      await passes(6)
      expect(deploymentsOf(story)).toMatchObject([{ state: 'error' }])
      expect(answersIn(story, pullRequest)).toEqual([
        expect.stringMatching(/does not run \w{7}: the deployment ended with error \(Nobody said how it ended within/),
      ])
    },
    { config, atMostOnce: true },
  )

  scenario(
    'one that begins and falls silent is an error after `timeout`, and says so',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy staging')
      await deployerSays(story, 'in_progress')
      await passes(12)
      expect(deploymentsOf(story)).toMatchObject([{ state: 'error' }])
      expect(answersIn(story, pullRequest)).toEqual([expect.stringContaining('within 10 minutes')])
    },
    { config: 'environments:\n  staging:\n    timeout: 10m\n', atMostOnce: true },
  )

  scenario(
    'a webhook that is lost is made up for within minutes',
    async (story) => {
      const { repo, maintainer, github, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy staging')
      await passes(2)
      github.failsOnce('webhook deployment_status')
      await deployerSays(story, 'success')
      await passes(6)
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/^\w{7} runs in \*\*staging\*\*/)])
    },
    { config, atMostOnce: true },
  )

  scenario(
    'an environment that is taken out of the configuration meanwhile is seen to its end',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy staging')
      await listsEnvironments(story, '')
      await deployerSays(story, 'success')
      await passes(6)
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/^\w{7} runs in \*\*staging\*\*/)])
    },
    { config, atMostOnce: true },
  )

  scenario(
    'without the permission to see deployments a command is told so',
    async (story) => {
      const { repo, maintainer, world, bot } = story
      const app = [...world.installations.values()].find(({ account }) => account.id === repo.entity.owner.id)?.app
      repo.entity.private = true
      const { deployments, ...rest } = app?.permissions ?? {}
      Object.assign(app ?? {}, { permissions: rest })
      try {
        await bot.restarts()
        await repo.released('v1.0.0')
        const pullRequest = await maintainer.proposes('feat: dark mode')
        await maintainer.comments(pullRequest, '/deploy staging')
        expect(answersIn(story, pullRequest)).toEqual([
          expect.stringContaining('GitHub does not show Landfall the deployments of this repository'),
        ])
      } finally {
        Object.assign(app ?? {}, { permissions: { ...rest, deployments } })
      }
    },
    { config, weathers: 'none' },
  )
})
