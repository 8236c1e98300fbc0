import { expect } from '@jest/globals'
import { countLooks, type CountedLook } from '../support/count-requests.js'
import { scenario } from '../support/scenario.js'

const dozen = Array.from({ length: 10 }, (_, index) => index + 1)

scenario(
  'threads at rest cost a quiet look nothing',
  async (told) => {
    const { repo, maintainer, contributor, bot, world } = told
    await repo.released('v1.0.0')
    const plain: { number: number; sha: string }[] = []
    const closing: { issue: { number: number }; pullRequest: { number: number } }[] = []

    await bot.goesAway()
    for (const lamp of dozen) {
      const issue = await maintainer.opens({ title: `lamp ${lamp} is dark` })
      const body = `Fixes #${issue.number}`
      const pullRequest = await contributor.proposesWith({ messages: [`fix: lamp ${lamp}`], body })
      await maintainer.merges(pullRequest, 'squash')
      closing.push({ issue, pullRequest })
    }
    await bot.restarts()
    await bot.goesAway()
    for (const horn of [...dozen, ...dozen.map((one) => one + 10)]) {
      const pullRequest = await contributor.proposes(`fix: horn ${horn}`)
      const { sha } = await maintainer.merges(pullRequest, 'squash')
      plain.push({ number: pullRequest.number, sha })
    }
    await bot.restarts()
    for (const { number } of [...plain, ...closing.map(({ issue }) => issue)])
      expect(repo.labelsOf({ number })).toEqual(['landfall: waiting'])

    await bot.goesAway()
    const [optedOut, reverted] = [plain.slice(0, 10), plain.slice(10)]
    const [closed, letGo] = [closing.slice(0, 5), closing.slice(5)]
    for (const one of optedOut) await maintainer.unlabels(one, 'landfall: waiting')
    await maintainer.pushes(...reverted.map(({ sha }) => `revert: a horn\n\nThis reverts commit ${sha}.`))
    for (const { issue } of closed) await maintainer.closesIssue(issue)
    for (const { pullRequest } of letGo) await maintainer.edits(pullRequest, { body: 'Refs nothing.' })
    await bot.restarts()
    for (const { number } of [...plain, ...closing.map(({ issue }) => issue)])
      expect(repo.labelsOf({ number })).toEqual([])
    expect(repo.stageIn(reverted[0] ?? { number: 0 })).toBe('Merged, and reverted before it was released.')
    for (const { issue } of closed) expect(repo.issue(issue.number).state).toBe('closed')
    for (const { issue } of letGo) {
      expect(repo.issue(issue.number).state).toBe('open')
      expect(repo.stageIn(issue)).toBe('Nothing that was merged closes this issue any more.')
    }

    const other = await maintainer.opens({ title: 'another matter' })
    async function lookAfter(minutes: number): Promise<readonly CountedLook[]> {
      await told.passes(minutes)
      const counting = countLooks(world.url)
      await maintainer.closesIssue(other)
      await maintainer.reopens(other)
      await told.settles()
      return counting.stop()
    }
    // What was touched a moment ago is read once more, since reads lag, and what was within half an hour is looked through for questions.
    await lookAfter(35)
    const quiet = await lookAfter(20)
    expect(quiet.length).toBeGreaterThan(0)
    for (const { requests, points } of quiet) {
      expect(points).toBeLessThanOrEqual(5)
      expect(requests.length).toBeLessThanOrEqual(2)
    }

    const cold = countLooks(world.url)
    await bot.restarts()
    const [first] = cold.stop()
    process.stdout.write(`a cold bot, 30 threads at rest: ${first?.requests.length} (${first?.points} points)\n`)
    // They are read once, twenty to a request; another is what was said there within six hours.
    expect(first?.points).toBeLessThanOrEqual(5 + 3)
    expect(first?.requests.length).toBeLessThanOrEqual(2 + 2)
  },
  { weathers: 'none', timeout: 120_000 },
)
