import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Octokit } from '../../src/octokit.js'
import { observeRuleset } from '../../src/observe/observe-rulesets.js'
import { install, serve, type Serving } from '../local-github/serving.js'

let serving: Serving
beforeEach(async () => {
  serving = await serve()
})
afterEach(() => serving.close())

test('whether the app may bypass a ruleset is asked of GitHub, and read from the list where somebody else looks', async () => {
  const { app, token } = install(serving, { contents: 'write' })
  const where = { owner: 'alice', repo: 'app' }
  const alice = serving.clientOf(serving.alice) as unknown as Octokit
  const bot = serving.clientOf(await token()) as unknown as Octokit
  const { data } = await alice.rest.repos.createRepoRuleset({
    ...where,
    name: 'guard',
    target: 'tag',
    enforcement: 'active',
    conditions: { ref_name: { include: ['~ALL'], exclude: [] } },
    rules: [{ type: 'creation' }],
    bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }],
  })
  const repo = { installationId: 1, owner: 'alice', name: 'app' }
  const wanted = { kind: 'ruleset', id: data.id } as const
  const verdicts = async () => [
    (await observeRuleset(bot, { repo, appId: app.id }, wanted)).mayBypass,
    (await observeRuleset(alice, { repo, appId: app.id, isOthersView: true }, wanted)).mayBypass,
    (await observeRuleset(alice, { repo, appId: 0, isOthersView: true }, wanted)).mayBypass,
    (await observeRuleset(bot, { repo, appId: app.id, isOthersView: true }, wanted)).mayBypass,
  ]
  expect(await verdicts()).toEqual([false, false, undefined, undefined])
  const bypass_actors = [{ actor_id: app.id, actor_type: 'Integration', bypass_mode: 'exempt' } as const]
  await alice.rest.repos.updateRepoRuleset({ ...where, ruleset_id: data.id, bypass_actors })
  expect(await verdicts()).toEqual([true, true, undefined, undefined])
  await alice.rest.repos.deleteRepoRuleset({ ...where, ruleset_id: data.id })
  expect((await observeRuleset(bot, { repo, appId: app.id }, wanted)).mayBypass).toBe(true)
})
