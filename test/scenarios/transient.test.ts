import { describe, expect } from '@jest/globals'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import type { Deployment } from '../../src/local-github/world/records.js'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { answersIn, deploymentsOf, oursSays, othersDeploy, recordOf } from '../support/deploying.js'
import { countLooks } from '../support/count-requests.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = 'environments:\n  preview: { transient: true }\n  staging: {}\n'

/** What GitHub was told of every deployment of ours, the oldest first. */
function ofOurs({ world, repo }: Story): Deployment[] {
  return [...world.records(repo.entity).deployments.values()].filter(({ app }) => app !== undefined)
}

function statesIn(story: Story): string[] {
  return deploymentsOf(story).map(({ environment, state }) => `${environment}: ${state}`)
}

describe('an environment for each pull request', () => {
  scenario(
    'is deployed to, and ends with the merge',
    async (story) => {
      const { repo, maintainer, bot } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const preview = `preview-${pullRequest.number}`
      await maintainer.comments(pullRequest, '/deploy preview')
      expect(ofOurs(story)).toMatchObject([
        { environment: preview, sha: pullRequest.head.sha, transient: true, production: false },
      ])
      await oursSays(story, 'success')
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(`runs in \\*\\*${preview}\\*\\*`)])
      await maintainer.comments(pullRequest, '/lock preview')
      await story.passes(1)
      expect(answersIn(story, pullRequest).at(-1)).toMatch(new RegExp(`^Preview-\\d+ is locked for #`))
      await maintainer.comments(pullRequest, '/status')
      expect(answersIn(story, pullRequest).at(-1)).toMatch(
        new RegExp(`\\| ${preview} \\| \\w{7} \\(#${pullRequest.number}\\) since .* is locked for`),
      )

      await maintainer.merges(pullRequest)
      await story.passes(1)
      expect(statesIn(story)).toEqual([`${preview}: inactive`])
      expect(ofOurs(story)[0]?.statuses.at(-1)?.description).toBe(`#${pullRequest.number} is closed`)
      expect(await recordOf(story, preview)).toBeUndefined()
      expect(bot.reasons()).toContain('environment-ended')

      await maintainer.comments(pullRequest, '/deploy preview')
      expect(answersIn(story, pullRequest).at(-1)).toBe(
        `Nothing more is done in **${preview}**: #${pullRequest.number} is closed.`,
      )
      expect(ofOurs(story)).toHaveLength(1)
      expect(await recordOf(story, preview)).toBeUndefined()
    },
    { config, atMostOnce: true, timeout: 60_000 },
  )

  scenario(
    'ends where it is closed without a merge, and comes again where it is reopened',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const preview = `preview-${pullRequest.number}`
      await maintainer.comments(pullRequest, '/deploy preview')
      await oursSays(story, 'in_progress')
      await maintainer.closes(pullRequest)
      await passes(1)
      expect(statesIn(story)).toEqual([`${preview}: inactive`])
      expect(await recordOf(story, preview)).toBeUndefined()
      expect(answersIn(story, pullRequest)).toEqual([
        expect.stringMatching(
          `^The deployment of \\w{7} to \\*\\*${preview}\\*\\* is over: #${pullRequest.number} is closed`,
        ),
      ])
      // The workflow was under way, and knows nothing of that.
      await oursSays(story, 'success')
      await passes(1)
      expect(statesIn(story)).toEqual([`${preview}: inactive`])

      await maintainer.reopens(pullRequest)
      await maintainer.comments(pullRequest, '/deploy preview')
      await oursSays(story, 'success')
      await passes(1)
      expect(statesIn(story)).toEqual([`${preview}: inactive`, `${preview}: success`])
      expect(answersIn(story, pullRequest).at(-1)).toMatch(`runs in **${preview}**`)
    },
    { config, atMostOnce: true, timeout: 60_000 },
  )

  scenario(
    'is held up by no other pull request, and others cannot say anything there',
    async (story) => {
      const { repo, maintainer, contributor, passes } = story
      await repo.released('v1.0.0')
      const one = await maintainer.proposes('feat: dark mode')
      const other = await contributor.proposes('feat: light mode')
      const issue = await maintainer.opens({ title: 'what runs where' })
      await maintainer.comments(one, '/lock preview')
      await maintainer.comments(one, '/deploy preview')
      await contributor.comments(other, '/deploy preview')
      await passes(1)
      expect(statesIn(story)).toEqual([`preview-${one.number}: created`, `preview-${other.number}: created`])

      for (const [thread, words, answer] of [
        [issue, '/deploy preview', /^Nothing was done: there is one `preview` for each pull request/],
        [issue, '/deploy preview v1.0.0', /^Nothing was done: there is one `preview` for each pull request/],
        [other, '/deploy preview v1.0.0', /^Nothing was done: \*\*preview-\d+\*\* runs the head of #\d+, and no other/],
        [other, `/unlock preview-${one.number}`, /is the environment of #\d+\. Write this there/],
      ] as const) {
        await contributor.comments(thread, words)
        expect(answersIn(story, thread).at(-1)).toMatch(answer)
      }
      expect(await recordOf(story, `preview-${one.number}`)).toMatchObject({ lock: { by: 'maya' } })

      await maintainer.closes(one)
      await passes(1)
      expect(statesIn(story)).toEqual([`preview-${one.number}: inactive`, `preview-${other.number}: created`])
      await oursSays(story, 'success')
      expect(answersIn(story, one)[1]).toMatch(/is over: #\d+ is closed/)
      expect(answersIn(story, other)[0]).toMatch(`runs in **preview-${other.number}**`)
      expect(await recordOf(story, `preview-${other.number}`)).toBeDefined()
    },
    { config, atMostOnce: true, timeout: 60_000 },
  )

  scenario(
    'takes a push, is rolled back, and what waits for it is told when its pull request is closed',
    async (story) => {
      const { repo, maintainer, world, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const preview = `preview-${pullRequest.number}`
      const first = pullRequest.head.sha
      await maintainer.comments(pullRequest, '/deploy preview')
      await oursSays(story, 'success')
      await maintainer.commits({ message: 'fix: darker', files: { 'b.txt': 'b' }, branch: pullRequest.head.ref })
      await passes(1)
      await maintainer.comments(pullRequest, '/deploy preview')
      await oursSays(story, 'success')
      await passes(1)
      expect(statesIn(story)).toEqual([`${preview}: inactive`, `${preview}: success`])
      await maintainer.comments(pullRequest, '/rollback preview')
      expect(ofOurs(story).at(-1)).toMatchObject({ environment: preview, sha: first, transient: true })
      await oursSays(story, 'success')
      await maintainer.comments(pullRequest, '/unlock preview')
      await passes(1)

      const owner = { kind: 'user', user: repo.entity.owner } as const
      const { sha } = (await repo.openPullRequests()[0])?.head ?? pullRequest.head
      await createStatus(world, repo.entity, owner, { sha, context: 'build', state: 'pending' })
      await maintainer.comments(pullRequest, '/deploy preview')
      expect(answersIn(story, pullRequest).at(-1)).toMatch(/once what is missing is there/)
      expect(await recordOf(story, preview)).toMatchObject({ waiting: [pullRequest.number] })
      await maintainer.closes(pullRequest)
      await passes(1)
      expect(answersIn(story, pullRequest).at(-1)).toBe(
        `Nothing more is done in **${preview}**: #${pullRequest.number} is closed.`,
      )
      expect(await recordOf(story, preview)).toBeUndefined()
      expect(statesIn(story).filter((state) => !state.endsWith('inactive'))).toEqual([])
      expect(ofOurs(story)).toHaveLength(3)
    },
    { config, atMostOnce: true, timeout: 60_000 },
  )

  scenario(
    'ends, too, when nobody heard of it and others were talked in since; what others deployed there is left alone',
    async (story) => {
      const { repo, maintainer, github, world, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const preview = `preview-${pullRequest.number}`
      await maintainer.comments(pullRequest, '/deploy preview')
      await oursSays(story, 'success')
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching('runs in')])
      const owner = { kind: 'user', user: repo.entity.owner } as const
      const theirs = createDeployment(world, repo.entity, owner, {
        sha: pullRequest.head.sha,
        ref: pullRequest.head.ref,
        environment: preview,
      })
      createDeploymentStatus(world, repo.entity, owner, theirs, { state: 'success', autoInactive: false })
      await passes(6)

      github.faults.add({ match: { event: '*' }, nth: 'every', effect: { kind: 'drop' } })
      await maintainer.closes(pullRequest)
      for (let count = 0; count < 9; count += 1) await maintainer.proposes(`docs: a word, ${count}`)
      expect(ofOurs(story)[0]?.statuses.at(-1)?.state).toBe('success')
      await passes(7 * 60)
      expect(statesIn(story)).toEqual([`${preview}: inactive`, `${preview}: success`])
      expect(await recordOf(story, preview)).toBeUndefined()
    },
    { config, weathers: 'none', timeout: 60_000 },
  )

  scenario(
    'forgets its lock when it ends, also where whoever does it dies over it',
    async (story) => {
      const { repo, maintainer, passes } = story
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      const preview = `preview-${pullRequest.number}`
      await maintainer.comments(pullRequest, '/lock preview for 2h the <b>fair</b>')
      await passes(1)
      expect(answersIn(story, pullRequest)).toEqual([expect.stringMatching(/^Preview-\d+ is locked .*&lt;b&gt;fair/)])
      expect(await recordOf(story, preview)).toMatchObject({ lock: { owner: { number: pullRequest.number } } })
      await maintainer.closes(pullRequest)
      await passes(1)
      expect(await recordOf(story, preview)).toBeUndefined()
      await maintainer.reopens(pullRequest)
      await maintainer.comments(pullRequest, '/unlock preview')
      expect(answersIn(story, pullRequest).at(-1)).toBe(`Nothing was done: **${preview}** is not locked.`)
    },
    { config },
  )

  scenario(
    'costs a quiet look nothing while its pull request is open',
    async (story) => {
      const { repo, maintainer, contributor, world, bot, settles } = story
      const before = await repo.released('v1.0.0')
      for (const person of [maintainer, contributor]) {
        const pullRequest = await person.proposes('feat: dark mode')
        await person.comments(pullRequest, '/deploy preview')
        await oursSays(story, 'success')
        expect(answersIn(story, pullRequest).at(-1)).toMatch('runs in')
      }
      // None of ours is among the newest any more.
      await othersDeploy(story, before, 35, 'elsewhere')
      const counting = countLooks(world.url)
      await bot.restarts()
      await settles()
      const looks = counting.stop()
      expect(looks.length).toBeGreaterThan(0)
      for (const { requests, points } of looks) {
        expect(points).toBeLessThanOrEqual(5)
        expect(requests.length).toBeLessThanOrEqual(2)
      }
    },
    { config: 'environments:\n  preview: { transient: true }\n', weathers: 'none', timeout: 60_000 },
  )
})
