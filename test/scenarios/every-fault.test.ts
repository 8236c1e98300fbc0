import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { RequestEffect, RequestRule } from '../../src/local-github/faults/fault-rule.js'
import { answersIn, deployerSays, deploymentsOf } from '../support/deploying.js'
import type { Story, StoryOptions } from '../support/story.js'
import { seed, tell } from '../support/tell.js'
import { openTheatre, type Theatre } from '../support/theatre.js'
import { fair, type Weather } from '../support/weather.js'

/** What can befall a request. `after`: it is carried out, and its answer is lost. */
const effects: Readonly<Record<string, RequestEffect>> = {
  'a 502': { kind: 'status', status: 502 },
  'a 502 after it was carried out': { kind: 'status', status: 502, when: 'after' },
  'a 401': { kind: 'status', status: 401, message: 'Bad credentials' },
  'a 404': { kind: 'status', status: 404, message: 'Not Found' },
  'a secondary limit': {
    kind: 'status',
    status: 403,
    retryAfter: 20,
    message: 'You have exceeded a secondary rate limit.',
  },
  'a connection that is cut': { kind: 'reset' },
  'a connection that is cut after it was carried out': { kind: 'reset', when: 'after' },
  'an answer that never comes': { kind: 'hang' },
  'an answer that never comes, though it was carried out': { kind: 'hang', when: 'after' },
}

const everyRequest = { path: '/**' } as const
const patienceMs = 1_500

interface Flow {
  readonly story: (told: Story) => Promise<void>
  readonly options?: StoryOptions
  /** An end that is another, but says why and can be mended by asking again. */
  readonly isLoudRefusal?: (weather: Weather, error: Error) => boolean
}

const flows: Readonly<Record<string, Flow>> = {
  'from a push to its release, with a refresh, a person’s words and a command between': {
    async story({ repo, maintainer }) {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const { number, body } = await repo.releasePullRequest()
      await maintainer.edits({ number }, { body: body.replace('* a', '* a, at last') })
      await maintainer.pushes('fix: b')
      await maintainer.comments({ number }, '/release as 2.0.0')
      await maintainer.merges({ number })
      repo.repliesIn({ number })
      expect(await repo.release('v2.0.0')).toBeDefined()
    },
    // To 404 as the answer to "may she push?" the bot has to believe that she may not: it says so to her, and she can ask again.
    isLoudRefusal: ({ name }, { message }) =>
      name.startsWith('a 404') && message.includes('Nothing was done: maya may not push to this repository'),
  },
  'from a pull request that fixes an issue to the issue’s end': {
    async story({ repo, maintainer, contributor, passes }) {
      await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      const fix = await contributor.proposesWith({ messages: ['fix: the lamp'], body: `Fixes #${issue.number}` })
      await maintainer.merges(fix, 'squash')
      expect(repo.issue(issue.number)).toMatchObject({ state: 'open' })
      await maintainer.merges(await repo.releasePullRequest())
      // Threads that GitHub did not show are asked for again after a quarter of an hour.
      await passes(16)
      expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', stateReason: 'completed' })
    },
  },
  'from /deploy to what runs': {
    async story(told) {
      const { repo, maintainer, passes } = told
      await repo.released('v1.0.0')
      const pullRequest = await maintainer.proposes('feat: dark mode')
      await maintainer.comments(pullRequest, '/deploy staging')
      await passes(2)
      const [answer = 'no answer'] = answersIn(told, pullRequest)
      if (/^(Nothing was|\*\*It is not known)/.test(answer)) throw new Error(`refused: ${answer}`)
      expect(deploymentsOf(told)).toHaveLength(1)
      await deployerSays(told, 'success')
      expect(answersIn(told, pullRequest)).toEqual([expect.stringMatching(/^\w{7} runs in \*\*staging\*\*/)])
    },
    options: { config: 'environments:\n  staging: {}\n' },
    // It is asked for once: whatever GitHub said instead of an answer is told to whoever asked, who asks again.
    isLoudRefusal: (_, { message }) => message.startsWith('refused: '),
  },
}

/**
 * Every kind of fault at every request of the main flows, one at a time: the story ends in the same world. The whole table with
 * LANDFALL_WEATHERS=all, otherwise the part of it that the seed picks.
 */
describe('one fault, anywhere', () => {
  let theatre: Theatre
  beforeAll(async () => {
    theatre = await openTheatre()
  })
  // Every telling leaves a repository that git has to find sound.
  afterAll(() => theatre.close(), 600_000)

  test.each(Object.entries(flows))(
    '%s: it changes nothing in the end',
    async (_, { story, options = {}, isLoudRefusal = () => false }) => {
      let requests = 0
      const fairly = await tell(
        theatre,
        { ...fair, rules: [{ match: everyRequest, nth: Number.MAX_SAFE_INTEGER, effect: { kind: 'reset' } }] },
        async (told) => {
          await story(told)
          requests = told.github.faults.list().find(({ rule }) => rule.match.path === everyRequest.path)?.matched ?? 0
        },
        options,
      )
      expect(requests).toBeGreaterThan(20)
      const failures: string[] = []
      for (const weather of choose(table(requests))) {
        await tell(theatre, weather, story, { ...options, patienceMs }, fairly).catch((error: Error) => {
          if (!isLoudRefusal(weather, error)) failures.push(error.message)
        })
      }
      expect(failures.join('\n\n')).toBe('')
    },
    3_600_000,
  )
})

function table(requests: number): Weather[] {
  return Array.from({ length: requests }, (_, index) => index + 1).flatMap((nth) =>
    Object.entries(effects).map(([name, effect]): Weather => {
      const rule: RequestRule = { match: everyRequest, nth, effect }
      return { ...fair, name: `${name} at request ${nth} of ${requests}`, rules: [rule] }
    }),
  )
}

/** All, or four that are spread over the table and begin where the seed says. */
function choose(weathers: readonly Weather[]): readonly Weather[] {
  if (process.env['LANDFALL_WEATHERS'] === 'all') return weathers
  const step = Math.floor(weathers.length / 4)
  const first = [...seed].reduce((sum, character) => sum * 31 + (character.codePointAt(0) ?? 0), 7) % step
  return weathers.filter((_, index) => index % step === first)
}
