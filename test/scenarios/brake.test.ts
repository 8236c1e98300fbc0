import { describe, expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'

const configFile = '.github/landfall.yml'

describe('the brake', () => {
  scenario(
    'LANDFALL_MODE=observe changes nothing and records what would have been done; acting catches up',
    async ({ repo, maintainer, contributor, bot }) => {
      await repo.released('v1.0.0')
      const head = await maintainer.pushes('feat: a lighthouse')
      await maintainer.merges(await contributor.proposes('fix: the lamp'))
      expect(repo.openPullRequests()).toEqual([])
      expect(await repo.head('landfall/release')).toBeUndefined()
      expect(bot.receipts().flatMap(({ actions }) => actions)).toContainEqual({
        kind: 'open-pull-request',
        outcome: 'held back: LANDFALL_MODE=observe',
      })

      await bot.restarts('act')
      const pr = await repo.releasePullRequest()
      expect(pr.title).toBe('chore: release 1.1.0')
      expect(pr.body).toContain(head.slice(0, 7))
      await maintainer.merges(pr)
      expect(await repo.release('v1.1.0')).toBeDefined()
    },
    { mode: 'observe' },
  )

  scenario('LANDFALL_MODE=observe holds back a merged release too, and what is behind it', async (told) => {
    const { repo, maintainer, bot } = told
    await repo.released('v1.0.0')
    await maintainer.pushes('feat: a lighthouse')
    const pr = await repo.releasePullRequest()
    await bot.restarts('observe')
    const { sha } = await maintainer.merges(pr)
    await maintainer.pushes('fix: the lamp')
    expect(await repo.tags()).toEqual(['v1.0.0'])
    expect(repo.openPullRequests()).toEqual([])

    await bot.restarts('act')
    expect(await repo.release('v1.1.0')).toMatchObject({ sha })
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.1')
  })

  scenario('paused: true holds back one repository, publishing included, until it is taken out', async (told) => {
    const { repo, maintainer, bot } = told
    await repo.released('v1.0.0')
    await maintainer.pushes('feat: a lighthouse')
    const pr = await repo.releasePullRequest()
    const body = pr.body

    await maintainer.commits({ message: 'chore: a break', files: { [configFile]: 'paused: true\n' } })
    await maintainer.pushes('feat!: a new harbour')
    expect(pr).toMatchObject({ title: 'chore: release 1.1.0', body })
    const { sha } = await maintainer.merges(pr)
    expect(await repo.tags()).toEqual(['v1.0.0'])
    expect(await repo.release('v1.1.0')).toBeUndefined()
    expect(bot.reasons()).toContain('paused')
    expect(bot.receipts().flatMap(({ actions }) => actions)).toContainEqual({
      kind: 'create-tag',
      outcome: 'held back: paused: true',
    })

    await maintainer.commits({ message: 'chore: on we go', files: { [configFile]: '' } })
    expect(await repo.release('v1.1.0')).toMatchObject({ sha })
    expect(repo.repliesIn(pr).join()).toContain('v1.1.0 ships more than its number says')
    expect(repo.openPullRequests()).toEqual([])
    await maintainer.pushes('fix: the lamp')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.1')
  })
})
