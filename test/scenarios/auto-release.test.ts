import { describe, expect } from '@jest/globals'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { findUser } from '../../src/local-github/world/users.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = 'release: { auto: on-green }'

/** What another tool says of the head of the release branch. */
async function says({ world, repo, settles }: Story, state: 'pending' | 'success' | 'failure'): Promise<void> {
  const actor = { kind: 'user', user: repo.entity.owner } as const
  await createStatus(world, repo.entity, actor, {
    sha: (await repo.head('landfall/release')) ?? '',
    state,
    context: 'ci',
  })
  await settles()
}

/** Nothing goes into the default branch before this has passed. */
async function requireCheck({ world, repo }: Story, context: string): Promise<void> {
  const { owner, name, defaultBranch } = repo.entity
  const token = findUser(world, 'maya')?.token ?? ''
  const response = await fetch(`${world.url}/api/v3/repos/${owner.login}/${name}/rulesets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'checks first',
      target: 'branch',
      enforcement: 'active',
      bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }],
      conditions: { ref_name: { include: [`refs/heads/${defaultBranch}`], exclude: [] } },
      rules: [
        {
          type: 'required_status_checks',
          parameters: { strict_required_status_checks_policy: false, required_status_checks: [{ context }] },
        },
      ],
    }),
  })
  expect(response.status).toBe(201)
}

/** The commit by which the release pull request is merged in so many minutes, and at that time every day. */
function scheduledIn({ world }: Story, minutes: number): { message: string; files: Record<string, string> } {
  const moment = new Date(world.clock().getTime() + minutes * 60_000)
  const schedule = `${moment.getUTCMinutes()} ${moment.getUTCHours()} * * *`
  return {
    message: 'chore: on a schedule',
    files: { '.github/landfall.yml': `release: { auto: { schedule: '${schedule}' } }\n` },
  }
}

describe('a release that merges itself', () => {
  scenario(
    'ships once every check has passed',
    async ({ repo, maintainer, bot, passes }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: the lamp')
      await passes(3)
      expect(await repo.tags()).toEqual(['v1.0.0', 'v1.0.1'])
      expect(await repo.release('v1.0.1')).toMatchObject({ draft: false })
      expect(repo.openPullRequests()).toEqual([])
      expect(bot.reasons()).toContain('auto-merges')
    },
    { config },
  )

  scenario(
    'waits for a check that is required, and for one that failed',
    async (story) => {
      const { repo, maintainer, bot, passes, github } = story
      await repo.released('v1.0.0')
      await requireCheck(story, 'ci')
      await maintainer.pushes('fix: the lamp')
      await passes(5)
      expect(await repo.tags()).toEqual(['v1.0.0'])
      expect(bot.reasons()).toContain('auto-waits')
      await says(story, 'pending')
      await passes(5)
      await says(story, 'failure')
      await passes(30)
      expect(await repo.tags()).toEqual(['v1.0.0'])
      github.failsOnce('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', 405)
      await says(story, 'success')
      await passes(20)
      expect(await repo.tags()).toEqual(['v1.0.0', 'v1.0.1'])
    },
    { config, weathers: 'none' },
  )

  scenario(
    'never does so where nobody asked for it, and not while it is paused or held',
    async ({ repo, maintainer, passes }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: the lamp')
      await passes(30)
      expect(await repo.tags()).toEqual(['v1.0.0'])
      const open = await repo.releasePullRequest()
      await maintainer.closes(open)
      await maintainer.commits({ message: 'chore: by itself', files: { '.github/landfall.yml': config } })
      await passes(30)
      expect(await repo.tags()).toEqual(['v1.0.0'])
      await maintainer.commits({
        message: 'chore: paused',
        files: { '.github/landfall.yml': `paused: true\n${config}` },
      })
      await maintainer.reopens(open)
      await passes(30)
      expect(await repo.tags()).toEqual(['v1.0.0'])
      await maintainer.commits({ message: 'chore: go on', files: { '.github/landfall.yml': config } })
      await passes(5)
      expect(await repo.tags()).toEqual(['v1.0.0', 'v1.0.1'])
    },
    { weathers: 'none' },
  )

  scenario(
    'on a schedule, ships at its moment and once for each',
    async (story) => {
      const { repo, maintainer, bot, passes, world } = story
      await repo.released('v1.0.0')
      await passes(65 - world.clock().getUTCMinutes())
      await maintainer.pushes('fix: the lamp')
      await passes(30)
      expect(await repo.tags()).toEqual(['v1.0.0'])
      expect(bot.reasons()).toContain('auto-waits')
      await passes(30)
      expect(await repo.tags()).toEqual(['v1.0.0', 'v1.0.1'])
      await maintainer.pushes('fix: the horn')
      await passes(20)
      expect(await repo.tags()).toEqual(['v1.0.0', 'v1.0.1'])
      expect((await repo.releasePullRequest()).title).toContain('1.0.2')
    },
    { config: "release: { auto: { schedule: '0 * * * *' } }" },
  )

  scenario(
    'on a schedule, ships when the bot is back, and not when that is too late',
    async (story) => {
      const { repo, maintainer, bot, passes } = story
      await repo.released('v1.0.0')
      await maintainer.commits(scheduledIn(story, 30))
      await maintainer.pushes('fix: the lamp')
      await bot.goesAway()
      await passes(90)
      await bot.restarts()
      await passes(3)
      expect(await repo.tags()).toEqual(['v1.0.0', 'v1.0.1'])

      await maintainer.commits(scheduledIn(story, 30))
      await maintainer.pushes('fix: the horn')
      await bot.goesAway()
      await passes(180)
      await bot.restarts()
      await passes(30)
      expect(await repo.tags()).toEqual(['v1.0.0', 'v1.0.1'])
    },
    { weathers: 'none' },
  )
})
