import { describe, expect } from '@jest/globals'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

const config = `done:
  when: live:production
environments:
  production: {}
`
const options = { config }

interface Numbered {
  readonly number: number
}

/** A fix that closes an issue, merged and released. */
async function releaseAFix({ repo, maintainer, contributor }: Story): Promise<{ issue: Numbered; fix: Numbered }> {
  await repo.released('v1.0.0')
  const issue = await maintainer.opens({ title: 'the lamp is dark' })
  const fix = await contributor.proposesWith({ messages: ['fix: the lamp'], body: `Fixes #${issue.number}` })
  await maintainer.merges(fix, 'squash')
  await maintainer.merges(await repo.releasePullRequest())
  return { issue, fix }
}

/** Somebody else deploys a tag, and it goes well. */
async function deploys({ world, repo, settles }: Story, tag: string): Promise<void> {
  const { sha } = (await repo.release(tag)) ?? {}
  if (sha === undefined) throw new Error(`there is no ${tag}`)
  const actor = { kind: 'user' as const, user: repo.entity.owner }
  const deployment = createDeployment(world, repo.entity, actor, { sha, ref: tag })
  await settles()
  createDeploymentStatus(world, repo.entity, actor, deployment, { state: 'success' })
  await settles()
}

function linkTo({ world, repo }: Story, tag: string): string {
  return `[${tag}](${world.url}/${repo.entity.owner.login}/${repo.entity.name}/releases/tag/${tag})`
}

describe('done means live', () => {
  scenario(
    'an issue is open until production runs what closes it',
    async (story) => {
      const { repo } = story
      const { issue, fix } = await releaseAFix(story)
      expect(repo.stageIn(fix)).toBe(`Released in ${linkTo(story, 'v1.0.1')}. Not in **production** yet.`)
      expect(repo.labelsOf(fix).toSorted()).toEqual(['landfall: released', 'landfall: waiting'])
      expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
      expect(repo.stageIn(issue)).toBe(
        `Released in ${linkTo(story, 'v1.0.1')}, with #${fix.number}. Not in **production** yet. This issue is done when **production** runs that, and is closed then.`,
      )

      await deploys(story, 'v1.0.1')
      expect(repo.stageIn(fix)).toMatch(/^Live in \*\*production\*\* since \d{4}-\d\d-\d\d\. Released in \[v1\.0\.1\]/)
      expect(repo.labelsOf(fix)).toEqual(['landfall: released'])
      expect(repo.issue(issue.number)).toMatchObject({
        state: 'closed',
        stateReason: 'completed',
        labels: ['landfall: released'],
      })
      expect(repo.stageIn(issue)).toBe(
        `Live in **production**, released in ${linkTo(story, 'v1.0.1')}, with #${fix.number}.`,
      )
    },
    options,
  )

  scenario(
    'a rollback takes it out again, once the grace is over',
    async (story) => {
      const { repo, passes } = story
      const { issue, fix } = await releaseAFix(story)
      await deploys(story, 'v1.0.1')
      await deploys(story, 'v1.0.0')
      expect(repo.issue(issue.number).state).toBe('closed')

      await passes(11)
      expect(repo.stageIn(fix)).toBe(
        `Released in ${linkTo(story, 'v1.0.1')}. Was live in **production** until the rollback to ${linkTo(story, 'v1.0.0')}; waits again.`,
      )
      expect(repo.labelsOf(fix).toSorted()).toEqual(['landfall: released', 'landfall: waiting'])
      expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })

      await deploys(story, 'v1.0.1')
      expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
      expect(repo.stageIn(fix)).toMatch(/^Live in/)
    },
    options,
  )
})
