import { describe, expect } from '@jest/globals'
import { addComment } from '../../src/local-github/world/comments.js'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { createUser, findUser } from '../../src/local-github/world/users.js'
import { answersIn, deployerSays, deploymentsOf, pushesOldLooking, recordOf } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = `environments:
  staging: {}
  production:
    after: staging
    approvals: 1
`

async function reports(story: Story, sha: string, state: 'pending' | 'success' | 'failure'): Promise<void> {
  const { world, repo, settles } = story
  await createStatus(world, repo.entity, { kind: 'user', user: repo.entity.owner }, { sha, state, context: 'build' })
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
      expect(deploymentsOf(story)).toEqual([{ environment: 'staging', sha: pullRequest.head.sha, state: 'created' }])
      expect(answersIn(story, pullRequest)).toEqual([
        expect.stringMatching(/^Deploying \w{7} to \*\*staging\*\*: nobody has taken it up yet\.$/),
      ])
      await deployerSays(story, 'in_progress')
      await deployerSays(story, 'success')
      expect(answersIn(story, pullRequest)).toEqual([
        expect.stringMatching(/^\w{7} runs in \*\*staging\*\*, <https:\/\/harbour\.example\.com>\.$/),
      ])
    },
    { config, atMostOnce: true },
  )

  scenario(
    'is refused with every gate that is missing, and what was seen at it',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy production')
      const [answer = ''] = answersIn(story, pullRequest)
      expect(answer).toMatch(/^Nothing was deployed to \*\*production\*\*\./)
      expect(answer).toMatch(/\| ❌ \| `order` \| \w{7} has not run in staging: nothing runs there \|/)
      expect(answer).toMatch(/\| ⏳ \| `approvals` \| 0 of 1 by people who may push \(nobody yet\)/)
      expect(answer).toMatch(/\| ✅ \| `lock` \| production is not locked \|/)
      expect(deploymentsOf(story)).toEqual([])
    },
    { config },
  )

  scenario(
    'waits for a check that runs, and goes ahead by itself',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await reports(story, pullRequest.head.sha, 'pending')
      await maintainer.comments(pullRequest, '/deploy staging')
      expect(answersIn(story, pullRequest)[0]).toMatch(
        /^Deploying \w{7} to \*\*staging\*\* once what is missing is there/,
      )
      expect(await recordOf(story, 'staging')).toMatchObject({ waiting: [pullRequest.number] })
      expect(deploymentsOf(story)).toEqual([])
      await passes(30)
      expect(deploymentsOf(story)).toEqual([])
      await reports(story, pullRequest.head.sha, 'success')
      await passes(15)
      expect(deploymentsOf(story)).toHaveLength(1)
      await deployerSays(story, 'success')
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/^\w{7} runs in \*\*staging\*\*/)])
      expect(await recordOf(story, 'staging')).toMatchObject({ waiting: [] })
    },
    { config, atMostOnce: true },
  )

  scenario(
    'refuses a commit that was pushed after the comment, whatever its date says',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const before = pullRequest.head.sha
      await reports(story, before, 'pending')
      await maintainer.comments(pullRequest, '/deploy staging')
      const after = await pushesOldLooking(story, pullRequest.head.ref)
      await passes(15)
      expect(answersIn(story, pullRequest)).toEqual([
        expect.stringContaining(`${before.slice(0, 7)} was asked for, and ${after.slice(0, 7)} is the head now`),
      ])
      expect(deploymentsOf(story)).toEqual([])
    },
    { config },
  )

  scenario(
    'does nothing for a stranger, nor for a command that was edited in, quoted or in a fence',
    async (story) => {
      const { repo, maintainer, world, settles } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const stranger = findUser(world, 'eve') ?? createUser(world, { login: 'eve' })
      await addComment(world, repo.entity, { kind: 'user', user: stranger }, pullRequest.number, '/deploy staging')
      await settles()
      expect(answersIn(story, pullRequest)[0]).toMatch(/❌ \| `permission` \| eve may not push/)
      const comment = await maintainer.comments(pullRequest, 'Looks good.')
      await maintainer.rewrites(comment, '/deploy staging')
      await maintainer.comments(pullRequest, '> /deploy staging\n\nI would not.\n```\n/deploy staging\n```')
      expect(answersIn(story, pullRequest)).toHaveLength(1)
      expect(deploymentsOf(story)).toEqual([])
    },
    { config },
  )

  scenario(
    'answers what it cannot follow with what would be right',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      for (const body of [
        '/deploy',
        '/deploy nowhere',
        '/depoly staging',
        '/deploy staging\n/deploy production',
        '/help',
      ])
        await maintainer.comments(pullRequest, body)
      await maintainer.comments(issue, '/deploy staging')
      await maintainer.comments(issue, '/deploy staging v9.9.9')
      await maintainer.comments(issue, '/looks good to me')
      expect(answersIn(story, pullRequest)).toEqual([
        'Nothing was done: that is no command. It would be `/deploy staging` or `/deploy production`, alone on its line and once in a comment.',
        'Nothing was done: there is no environment `nowhere`. There are `staging`, `production`.',
        'Nothing was done: that is no command. It would be `/deploy staging`, alone on its line and once in a comment.',
        'Nothing was done: a comment holds one command. Write each in a comment of its own.',
        expect.stringContaining('| `/rollback <environment>` |'),
      ])
      expect(answersIn(story, issue)).toEqual([
        'Nothing was done: which commit? In an open pull request it is its head; here it would be `/deploy staging v1.0.0`.',
        'Nothing was done: there is no tag and no commit `v9.9.9`, or more than one.',
      ])
    },
    { config },
  )

  scenario(
    'is found an hour late, and answered but not carried out; after a day it is left alone',
    async (story) => {
      const { repo, maintainer, bot, passes, world } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const old = await maintainer.proposes('feat: light mode')
      await bot.goesAway()
      await maintainer.comments(old, '/deploy staging')
      await passes(25 * 60)
      await maintainer.comments(pullRequest, '/deploy staging')
      await passes(60)
      await bot.restarts()
      await maintainer.comments(pullRequest, 'hello')
      expect(world.records(repo.entity).deployments.size).toBe(0)
      expect(answersIn(story, pullRequest)).toEqual([
        expect.stringContaining('more than 10 minutes after it was written'),
      ])
      expect(answersIn(story, old)).toEqual([])
    },
    { config },
  )
})
