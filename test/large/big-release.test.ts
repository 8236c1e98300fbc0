import { expect } from '@jest/globals'
import { countContent, type ApiCall } from '../support/content-calls.js'
import { countLooks } from '../support/count-requests.js'
import { addClosedIssues, addMergedPullRequests, giveLongHistory } from '../support/long-history.js'
import { scenario } from '../support/scenario.js'

const minuteMs = 60_000

scenario(
  'a release of 300 pull requests and 200 issues is told to all of them, within GitHub’s limits, though the bot dies in the middle',
  async ({ repo, maintainer, bot, world, github, passes }) => {
    await repo.released('v1.0.0')
    await bot.goesAway()
    const { pullRequests, issues } = await addMergedPullRequests(world, repo.entity, { count: 300, issues: 200 })
    const content = countContent(world)
    await bot.restarts()
    const release = await repo.releasePullRequest()
    // Nobody asked for hundreds of notifications before anything is out.
    expect(bot.reasons()).toContain('too-many-threads')
    expect(pullRequests.filter((number) => repo.stageIn({ number }) !== undefined)).toEqual([])

    await maintainer.merges(release)
    expect((await repo.release('v1.0.1'))?.tagName).toBe('v1.0.1')
    github.failsOnce('graphql addComment', { kind: 'reset', when: 'after' })
    await passes(20)
    const told = pullRequests.filter((number) => repo.stageIn({ number }) !== undefined)
    expect(told.length).toBeGreaterThan(50)
    expect(told.length).toBeLessThan(300)
    await bot.restarts()
    await passes(180)

    for (const number of pullRequests) {
      expect(repo.stageIn({ number })).toMatch(/^Released in \[v1\.0\.1\]/)
      expect(repo.labelsOf({ number })).toEqual(['landfall: released'])
    }
    for (const number of issues) {
      expect(repo.stageIn({ number })).toMatch(/^Released in \[v1\.0\.1\].*, with #\d+\.$/)
      expect(repo.issue(number)).toEqual({ state: 'closed', stateReason: 'completed', labels: ['landfall: released'] })
    }
    expect(repo.labelsOf(release)).toEqual(['landfall: released'])
    const calls = content.stop()
    expect(calls.length).toBeGreaterThanOrEqual(500)
    expect(most(calls, minuteMs)).toBeLessThanOrEqual(80)
    expect(most(calls, 60 * minuteMs)).toBeLessThanOrEqual(500)
  },
  { weathers: 'none', timeout: 240_000, remembers: true },
)

/** The most calls that fall into any time of this length. */
function most(calls: readonly ApiCall[], lengthMs: number): number {
  const counts = calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at < at + lengthMs).length)
  return Math.max(0, ...counts)
}

scenario(
  'waking up on a repository with 10,000 merged pull requests and 5,000 closed issues touches none of them',
  async ({ repo, maintainer, contributor, bot, world, settles }) => {
    await bot.goesAway()
    await giveLongHistory(world, repo.entity, { mergedPullRequests: 10_000, tags: 20 })
    addClosedIssues(world, repo.entity, 5_000)
    const before = world.clock().getTime()
    const waking = countLooks(world.url)
    await bot.restarts()
    await settles()
    for (const { requests, points } of waking.stop()) {
      expect(requests.length).toBeLessThanOrEqual(2)
      expect(points).toBeLessThanOrEqual(5)
    }
    const threads = [...repo.entity.pullRequests.values(), ...repo.entity.issues.values()]
    expect(threads).toHaveLength(15_000)
    expect(threads.filter(({ labels, updatedAt }) => labels.length > 0 || Date.parse(updatedAt) > before)).toEqual([])
    expect(repo.entity.comments.size).toBe(0)

    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const pullRequest = await contributor.proposes('fix: the lamp')
    await contributor.edits(pullRequest, { body: `Fixes #${issue.number}` })
    const merging = countLooks(world.url)
    await maintainer.merges(pullRequest)
    await settles()
    const second = await contributor.proposes('fix: the horn')
    await contributor.edits(second, { body: `Fixes #${(await maintainer.opens({ title: 'no sound' })).number}` })
    await maintainer.merges(second)
    await settles()
    const looks = merging.stop()
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    for (const { requests } of looks) expect(requests.length).toBeLessThanOrEqual(10)
    process.stdout.write(
      `two merges that fix an issue each: ${looks.map(({ requests }) => requests.length).join(', ')} requests\n`,
    )
  },
  { weathers: 'none', timeout: 120_000 },
)
