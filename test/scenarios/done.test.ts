import { describe, expect } from '@jest/globals'
import { editLabel, findLabel } from '../../src/local-github/world/labels.js'
import { editRepository } from '../../src/local-github/world/repositories.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

/** A change whose text says that it fixes an issue. */
function proposeAFix({ contributor }: Story, issue: { number: number }, message = 'fix: the lamp') {
  return contributor.proposesWith({ messages: [message], body: `Fixes #${issue.number}` })
}

async function mergeAFix(story: Story, issue: { number: number }, message?: string) {
  const pullRequest = await proposeAFix(story, issue, message)
  const { sha } = await story.maintainer.merges(pullRequest, 'squash')
  return { number: pullRequest.number, sha }
}

async function release({ repo, maintainer }: Story): Promise<void> {
  await maintainer.merges(await repo.releasePullRequest())
}

function linkTo({ world, repo }: Story, tag: string): string {
  return `[${tag}](${world.url}/${repo.entity.owner.login}/${repo.entity.name}/releases/tag/${tag})`
}

describe('done means released', () => {
  scenario('an issue that a merge closed is open until its release is out', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const pullRequest = await mergeAFix(story, issue)
    const waitsIn = await repo.releasePullRequest()

    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    expect(repo.stageIn(pullRequest)).toBe(`Merged. Waiting in #${waitsIn.number} for **1.0.1**.`)
    expect(repo.stageIn(issue)).toBe(
      `#${pullRequest.number} is merged, but not released yet: waiting in #${waitsIn.number} for **1.0.1**. This issue is done when that is out, and is closed then.`,
    )

    await release(story)

    expect(repo.issue(issue.number)).toMatchObject({
      state: 'closed',
      stateReason: 'completed',
      labels: ['landfall: released'],
    })
    expect(repo.stageIn(pullRequest)).toBe(`Released in ${linkTo(story, 'v1.0.1')}.`)
    expect(repo.stageIn(issue)).toBe(`Released in ${linkTo(story, 'v1.0.1')}, with #${pullRequest.number}.`)
  })

  scenario('what a merged pull request says follows the version', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    const docs = await contributor.proposes('docs: a word')
    await maintainer.merges(docs)
    expect(repo.stageIn(docs)).toBe('Merged. It ships with the next release.')

    const fix = await contributor.proposes('fix: the lamp')
    await maintainer.merges(fix, 'rebase')
    const { number } = await repo.releasePullRequest()
    for (const one of [docs, fix]) expect(repo.stageIn(one)).toBe(`Merged. Waiting in #${number} for **1.0.1**.`)

    await maintainer.pushes('feat: another lamp')
    for (const one of [docs, fix]) expect(repo.stageIn(one)).toBe(`Merged. Waiting in #${number} for **1.1.0**.`)
  })

  scenario('an issue that two pull requests close is done when both are out', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const first = await mergeAFix(story, issue)
    const second = await proposeAFix(story, issue, 'fix: the other lamp')
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    expect(repo.stageIn(issue)).toBe(
      `Released in ${linkTo(story, 'v1.0.1')}, with #${first.number}. #${second.number} is still open: this issue is done when that is out, too, and is closed then.`,
    )
    await maintainer.merges(second)
    expect(repo.issue(issue.number).state).toBe('open')
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
  })

  scenario('an issue that nothing closes any more waits for nothing', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const pullRequest = await mergeAFix(story, issue)
    expect(repo.labelsOf(issue)).toEqual(['landfall: waiting'])
    await maintainer.edits(pullRequest, { body: 'It fixes something else.' })
    await maintainer.pushes('fix: the horn')
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: [] })
    expect(repo.stageIn(issue)).toBe('Nothing that was merged closes this issue any more.')
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: [] })
    expect(repo.labelsOf(pullRequest)).toEqual(['landfall: released'])
  })

  scenario('a pull request closes more than ten issues', async (story) => {
    const { repo, maintainer, contributor } = story
    await repo.released('v1.0.0')
    const issues: { number: number }[] = []
    for (let lamp = 1; lamp <= 12; lamp += 1) issues.push(await maintainer.opens({ title: `lamp ${lamp} is dark` }))
    const body = issues.map(({ number }) => `Fixes #${number}`).join('\n')
    await maintainer.merges(await contributor.proposesWith({ messages: ['fix: the lamps'], body }))
    for (const { number } of issues)
      expect(repo.issue(number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    await release(story)
    for (const { number } of issues)
      expect(repo.issue(number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
  })

  scenario('a link in the sidebar counts, "refs" does not', async (story) => {
    const { repo, maintainer, contributor } = story
    await repo.released('v1.0.0')
    const [linked, named] = [await maintainer.opens({ title: 'linked' }), await maintainer.opens({ title: 'named' })]
    const pullRequest = await contributor.proposesWith({ messages: ['fix: the lamp'], body: `Refs #${named.number}` })
    await maintainer.links(pullRequest, linked)
    await maintainer.merges(pullRequest)
    expect(repo.issue(linked.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    await release(story)
    expect(repo.issue(linked.number).state).toBe('closed')
    expect(repo.issue(named.number)).toMatchObject({ state: 'open', labels: [] })
    expect(repo.stageIn(named)).toBeUndefined()
  })

  scenario('where merging closes nothing, the release does', async (story) => {
    const { repo, maintainer, world } = story
    editRepository(world, repo.entity, { autoCloseIssues: false })
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    await mergeAFix(story, issue)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', stateReason: undefined })
    expect(repo.labelsOf(issue)).toEqual(['landfall: waiting'])
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', stateReason: 'completed' })
  })

  scenario('whoever merges into another branch is told nothing', async ({ repo, maintainer, contributor }) => {
    const sha = await repo.released('v1.0.0')
    await maintainer.branches('1.x', sha, 'fix: an older lamp')
    const pullRequest = await contributor.proposes('fix: the lamp')
    await maintainer.edits(pullRequest, { base: '1.x' })
    await maintainer.merges(pullRequest)
    expect(repo.stageIn(pullRequest)).toBeUndefined()
    expect(repo.labelsOf(pullRequest)).toEqual([])
  })

  scenario('a release that somebody tags by hand is told, too', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const { number, sha } = await mergeAFix(story, issue)
    await maintainer.publishes('v1.5.0', sha)
    expect(repo.stageIn({ number })).toBe(`Released in ${linkTo(story, 'v1.5.0')}.`)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
  })
  scenario('an issue that a person closes again stays closed', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    await mergeAFix(story, issue)
    expect(repo.issue(issue.number).state).toBe('open')
    await maintainer.closesIssue(issue)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: [] })
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: [] })
  })

  scenario('so does one that a person closed before the merge, as done or as not planned', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const done = await maintainer.opens({ title: 'done' })
    const dropped = await maintainer.opens({ title: 'dropped' })
    await maintainer.closesIssue(done)
    await maintainer.closesIssue(dropped, 'not_planned')
    await mergeAFix(story, done)
    await mergeAFix(story, dropped, 'fix: the horn')
    await release(story)
    for (const { number } of [done, dropped]) {
      expect(repo.issue(number)).toMatchObject({ state: 'closed', labels: [] })
      expect(repo.stageIn({ number })).toBeUndefined()
    }
    expect(repo.issue(dropped.number).stateReason).toBe('not_planned')
  })

  scenario('an issue that is reopened by hand stays open when the release is out', async (story) => {
    const { repo, maintainer, bot } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const pullRequest = await proposeAFix(story, issue)
    await bot.goesAway()
    await maintainer.merges(pullRequest)
    await maintainer.reopens(issue)
    await bot.restarts()
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: [] })
  })

  scenario('nothing is said in a locked conversation, and no other waits for it', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    issue.locked = true
    const pullRequest = await mergeAFix(story, issue)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    expect(repo.stageIn(pullRequest)).toContain('Waiting in')
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
    expect(repo.stageIn(issue)).toBeUndefined()
  })

  scenario('what a person writes into what we said stays, and the labels go on', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const pullRequest = await mergeAFix(story, await maintainer.opens({ title: 'the lamp is dark' }))
    const said = [...repo.entity.comments.values()].find(({ issueNumber }) => issueNumber === pullRequest.number)
    if (said === undefined) throw new Error('there should be a comment')
    await maintainer.rewrites(said.id, `${said.body} Not before Friday.`)
    const other = await mergeAFix(story, await maintainer.opens({ title: 'no sound' }), 'feat: another horn')
    expect(repo.stageIn(pullRequest)).toContain('**1.0.1**. Not before Friday.')
    expect(repo.stageIn(other)).toContain('**1.1.0**')
    await release(story)
    expect(repo.stageIn(pullRequest)).toContain('**1.0.1**. Not before Friday.')
    expect(repo.labelsOf(pullRequest)).toEqual(['landfall: released'])
  })

  scenario('an issue of many labels bears ours, and is left in peace then', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    for (let area = 1; area <= 55; area += 1) await maintainer.labels(issue, `area ${area}`)
    await mergeAFix(story, issue)
    expect(repo.issue(issue.number).labels).toContain('landfall: waiting')
    await release(story)
    expect(repo.issue(issue.number).labels).toContain('landfall: released')
    expect(repo.issue(issue.number).labels).not.toContain('landfall: waiting')
  })

  scenario('our labels are ours in upper and lower case', async (story) => {
    const { world, repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const pullRequest = await mergeAFix(story, issue)
    for (const [from, name] of [
      ['landfall: waiting', 'Landfall: Waiting'],
      ['landfall: released', 'Landfall: Released'],
    ] as const) {
      const label = findLabel(repo.entity, from)
      if (label === undefined) throw new Error(`there should be a label ${from}`)
      editLabel(world, repo.entity, { kind: 'user', user: repo.entity.owner }, label, { name })
    }
    await release(story)
    expect(repo.stageIn(pullRequest)).toBe(`Released in ${linkTo(story, 'v1.0.1')}.`)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['Landfall: Released'] })
  })

  scenario(
    'what is in a draft waits until that is out',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      const pullRequest = await mergeAFix(story, issue)
      await release(story)
      expect(repo.labelsOf(pullRequest)).toEqual(['landfall: waiting'])
      expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
      await maintainer.publishesDraft('v1.0.1')
      expect(repo.labelsOf(pullRequest)).toEqual(['landfall: released'])
      expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
    },
    { config: 'release: { draft: true }' },
  )

  scenario('who takes the label off is told no more', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const pullRequest = await mergeAFix(story, issue)
    await maintainer.unlabels(issue, 'landfall: waiting')
    await maintainer.unlabels(pullRequest, 'landfall: waiting')
    await maintainer.pushes('feat: another lamp')
    expect([repo.labelsOf(issue), repo.labelsOf(pullRequest)]).toEqual([[], []])
    expect(repo.stageIn(pullRequest)).toContain('1.0.1')
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: [] })
    expect(repo.stageIn(pullRequest)).toContain('1.0.1')
  })
  scenario(
    'issues: label closes and opens nothing',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      await mergeAFix(story, issue)
      expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: waiting'] })
      await release(story)
      expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
    },
    { config: 'done: { issues: label }' },
  )

  scenario(
    'issues: off leaves them alone, and tell: off says nothing',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      const pullRequest = await mergeAFix(story, issue)
      await release(story)
      expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: [] })
      expect(repo.stageIn(issue)).toBeUndefined()
      expect(repo.stageIn(pullRequest)).toBeUndefined()
      expect(repo.labelsOf(pullRequest)).toEqual(['landfall: released'])
    },
    { config: 'done: { issues: off, tell: off }' },
  )

  scenario(
    'tell: comment says it anew, so that people are notified, and takes back what it said before',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      const pullRequest = await mergeAFix(story, issue)
      const before = Math.max(...repo.entity.comments.keys())
      await release(story)
      for (const { number } of [issue, pullRequest]) {
        const [only, ...more] = [...repo.entity.comments.values()].filter(({ issueNumber }) => issueNumber === number)
        expect(more).toEqual([])
        expect(only?.body).toContain('Released in')
        expect(only?.id).toBeGreaterThan(before)
      }
    },
    { config: 'done: { tell: comment }' },
  )

  scenario(
    'what was merged before `since` is left alone',
    async (story) => {
      const { repo, maintainer } = story
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      const pullRequest = await mergeAFix(story, issue)
      expect(repo.issue(issue.number).state).toBe('closed')
      expect(repo.stageIn(pullRequest)).toBeUndefined()
    },
    { config: "since: '2999-01-01'" },
  )
  scenario('what is reverted before it is released waits no longer, and its issue is open', async (story) => {
    const { repo, maintainer, contributor } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const { number, sha } = await mergeAFix(story, issue)
    await mergeAFix(story, await maintainer.opens({ title: 'no sound' }), 'fix: the horn')

    const revert = `Revert "fix: the lamp (#${number})"\n\nThis reverts commit ${sha}.`
    const taking = await contributor.proposes(revert)
    const { sha: takingBack } = await maintainer.merges(taking, 'squash')
    expect(repo.stageIn({ number })).toBe(`Merged, and reverted by #${taking.number} before it was released.`)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: [] })
    expect(repo.stageIn(issue)).toBe(
      `#${number} was merged for this, and reverted by #${taking.number} before any release had it.`,
    )

    const restoring = await contributor.proposes(`Reapply "fix: the lamp"\n\nThis reverts commit ${takingBack}.`)
    await maintainer.merges(restoring, 'squash')
    expect(repo.stageIn({ number })).toMatch(/^Merged\. Waiting in #\d+/)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    await release(story)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
  })

  scenario('what is reverted before it is released stays so when the release is out', async (story) => {
    const { repo, maintainer, contributor } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const { number, sha } = await mergeAFix(story, issue)
    const horn = await mergeAFix(story, await maintainer.opens({ title: 'no sound' }), 'fix: the horn')
    const taking = await contributor.proposes(`Revert "fix: the lamp (#${number})"\n\nThis reverts commit ${sha}.`)
    await maintainer.merges(taking, 'squash')

    await release(story)
    expect(repo.stageIn(horn)).toBe(`Released in ${linkTo(story, 'v1.0.1')}.`)
    expect(repo.stageIn({ number })).toBe(`Merged, and reverted by #${taking.number} before it was released.`)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: [] })
  })

  scenario('what is reverted after it was released is marked so when that ships', async (story) => {
    const { repo, maintainer, contributor } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const { number, sha } = await mergeAFix(story, issue)
    await release(story)
    const taking = await contributor.proposes(`Revert "fix: the lamp (#${number})"\n\nThis reverts commit ${sha}.`)
    await maintainer.merges(taking, 'squash')
    expect(repo.stageIn({ number })).toBe(`Released in ${linkTo(story, 'v1.0.1')}.`)
    await release(story)
    expect(repo.stageIn({ number })).toBe(
      `Released in ${linkTo(story, 'v1.0.1')}, and reverted by #${taking.number} in ${linkTo(story, 'v1.0.2')}.`,
    )
  })
})
