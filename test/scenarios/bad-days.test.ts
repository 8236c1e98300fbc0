import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { RequestEffect } from '../../src/local-github/faults/fault-rule.js'
import type { Story, StoryOptions } from '../support/story.js'
import { tell } from '../support/tell.js'
import { openTheatre, type Theatre } from '../support/theatre.js'
import { fair } from '../support/weather.js'

/** What GitHub does to everybody now and then, told once each: the release is there in the end, and GitHub's wish was kept. */
describe('a bad day', () => {
  let theatre: Theatre
  beforeAll(async () => {
    theatre = await openTheatre()
  })
  afterAll(() => theatre.close())

  function badDay(name: string, story: (told: Story) => Promise<void>, options: StoryOptions = {}): void {
    test(name, async () => void (await tell(theatre, fair, story, { weathers: 'none', ...options })), 60_000)
  }

  /** Counts what reaches GitHub's API about repositories from now on. */
  function counting({ github }: Story): () => number {
    const id = github.faults.add({
      match: { path: '/repos/**' },
      nth: Number.MAX_SAFE_INTEGER,
      effect: { kind: 'reset' },
    })
    return () => github.faults.list().find((fault) => fault.id === id)?.matched ?? 0
  }

  badDay('a secondary limit: nothing is asked until GitHub says so, and nothing is lost', async (told) => {
    const { repo, maintainer, github } = told
    const limited: RequestEffect = {
      kind: 'status',
      status: 403,
      retryAfter: 600,
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    }
    github.failsOnce('POST /repos/{owner}/{repo}/pulls', limited)
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const asked = counting(told)
    await maintainer.pushes('fix: b')
    await told.passes(7)
    expect(asked()).toBe(0)
    await told.passes(3)
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  })

  badDay('a secondary limit that does not say for how long: a minute', async (told) => {
    const { repo, maintainer, github } = told
    github.failsOnce('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      kind: 'status',
      status: 429,
      message: 'You have exceeded a secondary rate limit.',
    })
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    await told.passes(2)
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  })

  badDay('an address that is none: the stranger is told so, and the bot goes on', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    const { port } = new URL(theatre.app.webhook.url)
    for (const path of ['//', '///?', 'http://[', '*']) {
      const status = await new Promise((resolve, reject) => {
        request({ port, host: '127.0.0.1', path }, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end()
      })
      expect([path, status]).toEqual([path, 404])
    }
    await maintainer.pushes('fix: a')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  })

  badDay('401 in mid-run: the look is begun again', async ({ repo, maintainer, github }) => {
    await repo.released('v1.0.0')
    github.failsOnce('POST /repos/{owner}/{repo}/git/commits', {
      kind: 'status',
      status: 401,
      message: 'Bad credentials',
    })
    await maintainer.pushes('fix: a')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  })

  badDay('GraphQL answers 502 three times', async ({ repo, maintainer, github }) => {
    await repo.released('v1.0.0')
    github.faults.add({ match: { graphql: '*' }, nth: { from: 1, to: 3 }, effect: { kind: 'status', status: 502 } })
    await maintainer.pushes('fix: a')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  })

  badDay('GitHub is away for ten minutes', async ({ repo, maintainer, github, passes }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    const away = github.faults.add({ match: { path: '/**' }, nth: 'every', effect: { kind: 'reset' } })
    await maintainer.merges(pr)
    await passes(10)
    expect(await repo.release('v1.0.1')).toBeUndefined()
    github.faults.remove(away)
    await passes(10)
    expect(await repo.release('v1.0.1')).toBeDefined()
  })

  for (const minutes of [-30, 30]) {
    badDay(
      `the clock of this machine is ${minutes > 0 ? 'ahead' : 'behind'} by half an hour: a command is no later for it`,
      async ({ repo, maintainer }) => {
        await repo.released('v1.0.0')
        await maintainer.pushes('fix: a')
        const pr = await repo.releasePullRequest()
        await maintainer.comments(pr, '/release as 2.0.0')
        repo.repliesIn(pr)
        expect((await repo.releasePullRequest()).title).toBe('chore: release 2.0.0')
      },
      { aheadMs: minutes * 60_000 },
    )
  }
})

test.each([
  ['is right', 0],
  ['is two hours behind', -2],
  ['is two hours ahead', 2],
])(
  'the allowance is used up, and our clock %s: nothing is asked until it is whole again, or lost',
  async (_, ahead) => {
    const theatre = await openTheatre({ requestsPerHour: { signedIn: 30, anonymous: 30 } })
    const story = async (told: Story): Promise<void> => {
      const { repo, maintainer } = told
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      for (let push = 0; push < 12; push += 1) await maintainer.pushes(`fix: again ${push}`)
      await maintainer.pushes('fix: too much')
      expect((await repo.releasePullRequest()).body).not.toContain('too much')
      expect(told.bot.receipts().filter(({ error }) => error !== undefined)).toEqual([])
      await told.passes(61)
      expect((await repo.releasePullRequest()).body).toContain('too much')
    }
    await tell(theatre, fair, story, { weathers: 'none', aheadMs: ahead * 3_600_000 }).finally(() => theatre.close())
  },
  60_000,
)
