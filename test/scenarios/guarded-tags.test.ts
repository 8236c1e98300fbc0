import { describe, expect } from '@jest/globals'
import type { World } from '../../src/local-github/world/world.js'
import { countLooks } from '../support/count-requests.js'
import { guardTags } from '../support/guard-tags.js'
import { scenario } from '../support/scenario.js'

const foreseen = 'GitHub would refuse the tag `v1.0.1` of this release'

/** An entry of a bypass list that names every app there is: the bot is one of them. */
function appsOf(world: World) {
  return [...world.apps.values()].map(({ id }) => {
    return { actor_id: id, actor_type: 'Integration', bypass_mode: 'always' } as const
  })
}

describe('a ruleset that would refuse the tag', () => {
  scenario('is said before anybody merges, and no longer once it is mended', async (told) => {
    const { repo, maintainer, bot, world } = told
    await repo.released('v1.0.0')
    const ruleset = guardTags(world, repo.entity, 'refs/tags/v*')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    expect(pr.body).toContain(`**Mind:** ${foreseen}`)
    expect(pr.body).toContain(`[tags are guarded](${world.url}/${repo.entity.owner.login}/harbour/rules/${ruleset.id})`)
    expect(bot.reasons()).toContain('tag-guarded')
    expect(repo.checksOn(pr.head.sha)['Landfall / release']).toMatchObject({
      conclusion: 'success',
      summary: expect.stringContaining(foreseen),
    })

    ruleset.bypass = appsOf(world)
    await told.passes(31)
    const mended = await repo.releasePullRequest()
    expect(mended.body).not.toContain('would refuse')
    const { sha } = await maintainer.merges(mended)
    expect(await repo.release('v1.0.1')).toMatchObject({ sha })
  })

  scenario('that comes while the release pull request is open is said with the next push', async (told) => {
    const { repo, maintainer, world } = told
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    expect((await repo.releasePullRequest()).body).not.toContain('would refuse')
    guardTags(world, repo.entity, '~ALL')
    await maintainer.pushes('fix: b')
    expect((await repo.releasePullRequest()).body).toContain(foreseen)
    await maintainer.pushes('feat: c')
    const { body } = await repo.releasePullRequest()
    expect(body).toContain('GitHub would refuse the tag `v1.1.0`')
    expect(body).not.toContain(foreseen)
  })

  scenario('is not spoken of where it lets Landfall pass, is not in force or is about other names', async (told) => {
    const { repo, maintainer, bot, world } = told
    await repo.released('v1.0.0')
    guardTags(world, repo.entity, 'refs/tags/v*').bypass = appsOf(world)
    guardTags(world, repo.entity, 'refs/tags/v*').enforcement = 'evaluate'
    guardTags(world, repo.entity, 'refs/tags/v*').rules = [{ type: 'deletion' }, { type: 'update' }]
    guardTags(world, repo.entity, 'refs/tags/v*').exclude = ['refs/tags/v1.*']
    guardTags(world, repo.entity, 'refs/tags/nightly-*')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    expect(pr.body).not.toContain('would refuse')
    expect(bot.reasons()).not.toContain('tag-guarded')
    const { sha } = await maintainer.merges(pr)
    expect(await repo.release('v1.0.1')).toMatchObject({ sha })
  })

  scenario(
    'costs one request more, within what a look may cost',
    async (told) => {
      const { repo, maintainer, bot, world } = told
      await repo.released('v1.0.0')
      guardTags(world, repo.entity, 'refs/tags/v*')
      const counting = countLooks(world.url)
      await maintainer.pushes('fix: a')
      await maintainer.pushes('feat: b')
      const refreshing = counting.stop()
      expect(Math.max(...refreshing.map(({ requests }) => requests.length))).toBeLessThanOrEqual(8)
      const quiet = countLooks(world.url)
      await bot.restarts()
      for (const { requests, points } of quiet.stop()) {
        expect(requests.length).toBeLessThanOrEqual(2)
        expect(points).toBeLessThanOrEqual(5)
      }
    },
    { weathers: 'none' },
  )
})
