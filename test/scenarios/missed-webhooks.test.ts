import { expect } from '@jest/globals'
import type { App } from '../../src/local-github/world/entities.js'
import { suspendInstallation } from '../../src/local-github/world/apps.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'
import { nowhere } from '../support/theatre.js'

function appOf({ world }: Story): App {
  const app = [...world.apps.values()].find(({ slug }) => slug === 'landfall')
  if (app === undefined) throw new Error('there is no app')
  return app
}

scenario(
  'webhooks that could not be delivered are found within minutes, and their repository is looked at',
  async (told) => {
    const { repo, maintainer } = told
    await repo.released('v1.0.0')
    const app = appOf(told)
    const { url } = app.webhook
    app.webhook.url = nowhere
    await maintainer.pushes('fix: a')
    app.webhook.url = url
    await told.settles()
    expect(repo.openPullRequests()).toHaveLength(0)
    await told.passes(6)
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  },
  { weathers: 'none' },
)

scenario(
  'a webhook that was lost without a trace: whoever was not looked at for six hours is looked at',
  async (told) => {
    const { repo, maintainer, github } = told
    await repo.released('v1.0.0')
    // Those that found nobody before the bot was there are caught up with.
    await told.passes(6)
    github.faults.add({ match: { event: '*' }, nth: 'every', effect: { kind: 'drop' } })
    await maintainer.pushes('fix: a')
    await told.passes(5 * 60)
    expect(repo.openPullRequests()).toHaveLength(0)
    await told.passes(70)
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  },
  { weathers: 'none' },
)

scenario(
  'a suspended installation is left alone, in plain words, and served again when that is lifted',
  async (told) => {
    const { repo, maintainer, world } = told
    await repo.released('v1.0.0')
    const installation = [...world.installations.values()].find(({ account }) => account === repo.entity.owner)
    if (installation === undefined) throw new Error('there is no installation')
    suspendInstallation(world, installation, true)
    await maintainer.pushes('fix: a')
    expect(repo.openPullRequests()).toHaveLength(0)
    suspendInstallation(world, installation, false)
    await told.settles()
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  },
  { weathers: 'none' },
)
