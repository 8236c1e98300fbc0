import { afterAll, expect } from '@jest/globals'
import { countLooks, type CountedLook } from '../support/count-requests.js'
import { addCommits, giveLongHistory, type LongHistory } from '../support/long-history.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const histories: readonly LongHistory[] = [
  { mergedPullRequests: 300, tags: 20 },
  { mergedPullRequests: 10_000, tags: 20 },
  { mergedPullRequests: 10_000, tags: 800 },
]

/** The look, tree and commit, what moves the branch and begins the check, what writes the page and ends it; one more where all tags are listed. */
const mostForRefresh = 6

/** The look that follows on a head whose pull request is only opened reports its check: what a quiet one costs, and two. */
const mostForReport = 4

/** The requests of every look, by the number of tags: that of pull requests changes nothing. */
const byTags = new Map<number, number[][]>()

/** Requests of each look and what followed, for whoever reads the output. */
const rows: string[] = []
afterAll(() => void process.stdout.write(`${rows.join('\n')}\n`))

for (const history of histories) {
  const { mergedPullRequests, tags } = history
  const name = `${mergedPullRequests} merged pull requests and ${tags} tags behind`

  scenario(
    `what a look costs, with ${name}`,
    async (told) => {
      const { maintainer, bot, repo, world } = told
      const all: number[][] = []
      async function counted(what: string, step: () => Promise<unknown>): Promise<readonly CountedLook[]> {
        const looks = await count(told, `${name}: ${what}`, step)
        all.push(looks.map(requestsOf))
        return looks
      }
      await bot.goesAway()
      await giveLongHistory(world, repo.entity, history)
      expectQuiet(await counted('a cold bot, nothing to do', () => bot.restarts()))
      expectQuiet(await counted('a push that releases nothing', () => maintainer.pushes('docs: a word')))

      const [opening, openingReport, ...later] = await counted('a push that opens', () => maintainer.pushes('fix: one'))
      expect(requestsOf(opening)).toBeLessThanOrEqual(8)
      expect(requestsOf(openingReport)).toBeLessThanOrEqual(mostForReport)
      expectQuiet(later)
      // The new head's check is reported as it is made: nothing follows but the look after GitHub's lag.
      const [refreshing, ...afterwards] = await counted('a push that refreshes', () => maintainer.pushes('fix: two'))
      expect(requestsOf(refreshing)).toBeLessThanOrEqual(mostForRefresh + (tags > 100 ? 1 : 0))
      expectQuiet(afterwards)
      expect(afterwards).toHaveLength(1)
      expectQuiet(await counted('a cold bot, a release pull request', () => bot.restarts()))

      const first = await repo.releasePullRequest()
      const publishing = await counted('a release merge', () => maintainer.merges(first))
      expect(sum(publishing.map(requestsOf))).toBeLessThanOrEqual(10)

      await bot.goesAway()
      await addCommits(world, repo.entity, 250)
      const [many] = await counted('250 commits unreleased', () => bot.restarts())
      expect(requestsOf(many)).toBeLessThanOrEqual(8 + 2)
      const second = await repo.releasePullRequest()
      const publishingMany = await counted('a release merge of 250 commits', () => maintainer.merges(second))
      expect(sum(publishingMany.map(requestsOf))).toBeLessThanOrEqual(10 + 2)
      expect(await repo.tags()).toHaveLength(tags + 2)
      expect(all).toEqual(byTags.get(tags) ?? all)
      byTags.set(tags, all)
    },
    { weathers: 'none', timeout: 120_000 },
  )
}

/** At most 2 requests and 5 points each. */
function expectQuiet(looks: readonly CountedLook[]): void {
  expect(looks.length).toBeGreaterThan(0)
  for (const look of looks) {
    expect(look.points).toBeLessThanOrEqual(5)
    expect(requestsOf(look)).toBeLessThanOrEqual(2)
  }
}

function requestsOf(look: CountedLook | undefined): number {
  return look?.requests.length ?? NaN
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}

/** Counts all that follows on a step: its look, those that it asks for, and the one after GitHub's lag has passed. */
async function count(told: Story, what: string, step: () => Promise<unknown>): Promise<readonly CountedLook[]> {
  const counting = countLooks(told.world.url)
  await step()
  await told.settles()
  const looks = counting.stop()
  const each = looks.map(({ requests, points }) => `${requests.length} (${points} points)`).join(', ')
  rows.push(`${what}: ${each}`)
  if (process.env['LANDFALL_REQUESTS'] !== undefined)
    rows.push(...looks.map(({ requests }) => `  ${requests.join('\n  ')}\n`))
  return looks
}
