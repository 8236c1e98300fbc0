import { describe, expect } from '@jest/globals'
import { countLooks, type CountedLook } from '../support/count-requests.js'
import { othersDeploy } from '../support/deploying.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = `done:
  when: live:production
environments:
  staging: {}
  production: {}
`

/** What each of the looks costs that follow on something that has nothing to do with deployments. */
async function looksAtOther(story: Story, issue: { readonly number: number }): Promise<readonly CountedLook[]> {
  const counting = countLooks(story.world.url)
  await story.maintainer.closesIssue(issue)
  await story.maintainer.reopens(issue)
  await story.settles()
  return counting.stop()
}

function expectQuiet(looks: readonly CountedLook[]): void {
  expect(looks.length).toBeGreaterThan(0)
  for (const { requests, points } of looks) {
    expect(points).toBeLessThanOrEqual(5)
    expect(requests.length).toBeLessThanOrEqual(2)
  }
}

describe('what a look costs where others deploy previews by the hundred', () => {
  scenario(
    'is what a quiet one costs, once it was read what runs in the environments that are listed',
    async (story) => {
      const { repo, maintainer, contributor, bot, world, passes } = story
      const sha = await repo.released('v1.0.0')
      await othersDeploy(story, sha, 1, 'staging')
      await othersDeploy(story, sha, 1, 'production')
      const fix = await contributor.proposes('fix: the lamp')
      await maintainer.merges(fix, 'squash')
      await maintainer.merges(await repo.releasePullRequest())
      expect(repo.stageIn(fix)).toContain('Not in **production** yet.')
      const issue = await maintainer.opens({ title: 'another matter' })

      await bot.goesAway()
      await othersDeploy(story, sha, 200)
      const cold = countLooks(world.url)
      await bot.restarts()
      const [first] = cold.stop()
      process.stdout.write(`a cold bot, 200 previews: ${first?.requests.length} (${first?.points} points)\n`)
      // What runs in each of the two environments is behind what the first query shows.
      expect(first?.requests.length).toBeLessThanOrEqual(2 + 2)
      expect(first?.points).toBeLessThanOrEqual(5 + 2)
      await passes(1)
      await looksAtOther(story, issue)

      const quiet = [...(await looksAtOther(story, issue))]
      for (const minutes of [5, 5]) {
        await passes(minutes)
        quiet.push(...(await looksAtOther(story, issue)))
      }
      expectQuiet(quiet)
      const most = Math.max(...quiet.map(({ requests }) => requests.length))
      process.stdout.write(`${quiet.length} quiet looks: ${most} at most\n`)

      // The previews themselves are what most looks are about.
      for (const times of [1, 20, 20]) {
        await passes(2)
        const counting = countLooks(world.url)
        await othersDeploy(story, sha, times)
        expectQuiet(counting.stop())
      }
      expectQuiet(await looksAtOther(story, issue))
      expect(repo.stageIn(fix)).toContain('Not in **production** yet.')
    },
    { config, weathers: 'none', timeout: 120_000 },
  )
})
