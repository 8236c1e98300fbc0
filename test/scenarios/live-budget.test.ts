import { describe, expect } from '@jest/globals'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import { countLooks } from '../support/count-requests.js'
import { scenario } from '../support/scenario.js'

describe('what a look costs while a release waits for production', () => {
  scenario(
    'is what a quiet one costs, for a cold bot, too',
    async ({ world, repo, maintainer, contributor, settles, bot }) => {
      const sha = await repo.released('v1.0.0')
      const actor = { kind: 'user' as const, user: repo.entity.owner }
      const deployment = createDeployment(world, repo.entity, actor, { sha, ref: 'v1.0.0' })
      createDeploymentStatus(world, repo.entity, actor, deployment, { state: 'success' })
      await settles()
      const fix = await contributor.proposes('fix: the lamp')
      await maintainer.merges(fix, 'squash')
      await maintainer.merges(await repo.releasePullRequest())
      expect(repo.stageIn(fix)).toContain('Not in **production** yet.')

      for (const step of [() => maintainer.pushes('docs: a word'), () => bot.restarts()]) {
        const counting = countLooks(world.url)
        await step()
        await settles()
        const looks = counting.stop()
        expect(looks.length).toBeGreaterThan(0)
        for (const { requests, points } of looks) {
          expect(points).toBeLessThanOrEqual(5)
          expect(requests.length).toBeLessThanOrEqual(2)
        }
      }
    },
    { config: 'done:\n  when: live:production\nenvironments:\n  production: {}\n', weathers: 'none' },
  )
})
