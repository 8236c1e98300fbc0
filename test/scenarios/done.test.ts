import { describe, expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

/** A change that is merged and says that it fixes an issue. */
async function mergeAFix({ contributor, maintainer }: Story, issue: { number: number }, message = 'fix: the lamp') {
  const pullRequest = await contributor.proposes(message)
  await contributor.edits(pullRequest, { body: `Fixes #${issue.number}` })
  await maintainer.merges(pullRequest)
  return pullRequest
}

describe('done means released', () => {
  scenario('an issue that a merge closed is open until its release is out', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const pullRequest = await mergeAFix(story, issue)
    const release = await repo.releasePullRequest()

    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    expect(repo.stageIn(pullRequest)).toBe(`Merged. Waiting in #${release.number} for **1.0.1**.`)
    expect(repo.stageIn(issue)).toBe(
      `#${pullRequest.number} is merged, but not released yet: waiting in #${release.number} for **1.0.1**. This issue is done when that is out, and is closed then.`,
    )

    await maintainer.merges(release)

    const link = `[v1.0.1](${story.world.url}/${repo.entity.owner.login}/${repo.entity.name}/releases/tag/v1.0.1)`
    expect(repo.issue(issue.number)).toMatchObject({
      state: 'closed',
      stateReason: 'completed',
      labels: ['landfall: released'],
    })
    expect(repo.stageIn(pullRequest)).toBe(`Released in ${link}.`)
    expect(repo.stageIn(issue)).toBe(`Released in ${link}, with #${pullRequest.number}.`)
  })

  scenario('what a merged pull request says follows the version', async (story) => {
    const { repo, maintainer, contributor } = story
    await repo.released('v1.0.0')
    const docs = await contributor.proposes('docs: a word')
    await maintainer.merges(docs)
    expect(repo.stageIn(docs)).toBe(`Merged. It ships with the next release.`)

    const fix = await contributor.proposes('fix: the lamp')
    await maintainer.merges(fix)
    const { number } = await repo.releasePullRequest()
    for (const one of [docs, fix]) {
      expect(repo.stageIn(one)).toBe(`Merged. Waiting in #${number} for **1.0.1**.`)
    }

    await maintainer.pushes('feat: another lamp')
    for (const one of [docs, fix]) {
      expect(repo.stageIn(one)).toBe(`Merged. Waiting in #${number} for **1.1.0**.`)
    }
  })
})
