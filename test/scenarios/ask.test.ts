import { describe, expect } from '@jest/globals'
import { addComment } from '../../src/local-github/world/comments.js'
import { createUser } from '../../src/local-github/world/users.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

/** What was answered there, without the hidden first line. */
function answers({ repo }: Story, thread: { readonly number: number }): string[] {
  return repo.repliesIn(thread).map((body) => body.slice(body.indexOf('\n') + 1))
}

/** A change that is merged and says that it fixes an issue. */
async function mergeAFix({ contributor, maintainer }: Story, issue: { number: number }) {
  const pullRequest = await contributor.proposes('fix: the lamp')
  await contributor.edits(pullRequest, { body: `Fixes #${issue.number}` })
  await maintainer.merges(pullRequest)
  return pullRequest
}

function linkTo({ repo, world }: Story, tag: string): string {
  return `[${tag}](${world.url}/${repo.entity.owner.login}/${repo.entity.name}/releases/tag/${tag})`
}

describe('/status and /why', () => {
  scenario('on a pull request: open, merged, and released', async (story) => {
    const { repo, maintainer, contributor } = story
    await repo.released('v1.0.0')
    const pullRequest = await contributor.proposes('fix: the lamp')
    await contributor.comments(pullRequest, '/status\n/why')
    expect(answers(story, pullRequest)).toEqual([
      'Open, and not merged: no release has it.\n\nIt is not merged: a release has only what is merged into main.',
    ])

    await maintainer.merges(pullRequest)
    await contributor.comments(pullRequest, 'Thank you. Is it out?\n\n/status')
    await contributor.comments(pullRequest, '/why')
    const release = await repo.releasePullRequest()
    expect(answers(story, pullRequest).slice(1)).toEqual([
      `Merged. Waiting in #${release.number} for **1.0.1**.`,
      expect.stringMatching(`^Merged on .*Z\\. It is released when #${release.number} is merged\\.$`),
    ])

    await maintainer.merges(release)
    await contributor.comments(pullRequest, '/status')
    await contributor.comments(release, '/status')
    const link = linkTo(story, 'v1.0.1')
    expect(answers(story, pullRequest).slice(3)).toEqual([`Released in ${link}.`])
    expect(answers(story, release)).toEqual([`Released in ${link}.`])
  })

  scenario('on an issue: what closes it, and what it waits for', async (story) => {
    const { repo, maintainer } = story
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    await maintainer.comments(issue, '/status')
    const pullRequest = await mergeAFix(story, issue)
    await maintainer.comments(issue, '/status')
    const release = await repo.releasePullRequest()
    await maintainer.merges(release)
    await maintainer.comments(issue, '/why')
    expect(answers(story, issue)).toEqual([
      `No pull request closes this issue. One does whose description says \`Fixes #${issue.number}\`.`,
      `This waits for the release of #${pullRequest.number}.\n\n* #${pullRequest.number}: Merged. Waiting in #${release.number} for **1.0.1**.`,
      expect.stringMatching(/^This waits for nothing\.\n\n\* #\d+: Merged on .*Z\. Released in \[v1\.0\.1\]/),
    ])
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
  })

  scenario('on the release pull request: what waits in it, and what it waits for', async (story) => {
    const { repo, maintainer, contributor } = story
    await repo.released('v1.0.0')
    const pullRequest = await contributor.proposes('fix: the lamp')
    await maintainer.merges(pullRequest)
    await maintainer.pushes('docs: the lamp')
    const release = await repo.releasePullRequest()
    await contributor.comments(release, '/status')
    await contributor.comments(release, '/why')
    expect(answers(story, release)).toEqual([
      `Merging this releases **1.0.1**, with #${pullRequest.number} and 1 commit without a pull request.`,
      'Nothing holds the release back: it is made when this pull request is merged.',
    ])
  })

  scenario(
    'why a release waits',
    async (story) => {
      const { repo, maintainer } = story
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: one')
      const release = await repo.releasePullRequest()
      await maintainer.pushes('fix: two')
      await maintainer.comments(release, '/why')
      expect(answers(story, release)).toEqual([
        `#${release.number} lists less than the default branch would release; it is refreshed when somebody comments /release refresh, as release.refresh says.`,
      ])
    },
    { config: 'release:\n  refresh: command\n' },
  )

  scenario(
    'what was released long ago is found among the tags',
    async (story) => {
      const { repo, maintainer, contributor } = story
      await repo.released('v1.0.0')
      const pullRequest = await contributor.proposes('fix: the lamp')
      await maintainer.merges(pullRequest)
      for (const tag of ['v1.0.1', 'v1.0.2', 'v1.1.0', 'v2.0.0']) await repo.released(tag)
      await contributor.comments(pullRequest, '/status')
      expect(answers(story, pullRequest)).toEqual([`Released in ${linkTo(story, 'v1.0.1')}.`])
    },
    { weathers: 'none' },
  )

  scenario('is asked while the bot is away, and answered late', async (story) => {
    const { repo, maintainer, contributor, bot, passes } = story
    await repo.released('v1.0.0')
    const pullRequest = await contributor.proposes('fix: the lamp')
    await bot.goesAway()
    await maintainer.comments(pullRequest, '/status')
    await maintainer.merges(pullRequest)
    await passes(15)
    await bot.restarts()
    const release = await repo.releasePullRequest()
    expect(answers(story, pullRequest)).toEqual([`Merged. Waiting in #${release.number} for **1.0.1**.`])
  })

  scenario('is found behind many threads that were touched since', async (story) => {
    const { maintainer, contributor, bot, passes } = story
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const pullRequest = await contributor.proposes('fix: the lamp')
    await bot.goesAway()
    await maintainer.comments(issue, '/status')
    await maintainer.comments(pullRequest, '/status')
    await passes(1)
    for (let count = 0; count < 36; count += 1) await maintainer.opens({ title: `another lamp, ${count}` })
    for (let count = 0; count < 9; count += 1) await contributor.proposes(`docs: another lamp, ${count}`)
    await bot.restarts()
    expect(answers(story, issue)).toHaveLength(1)
    expect(answers(story, pullRequest)).toHaveLength(1)
  })

  scenario('anybody may ask, twice gets two answers, and what only looks so gets none', async (story) => {
    const { repo, maintainer, contributor, world } = story
    const known = [...world.users.values()].find(({ login }) => login === 'stranger')
    const stranger = { kind: 'user', user: known ?? createUser(world, { login: 'stranger' }) } as const
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    await addComment(world, repo.entity, stranger, issue.number, '/status')
    await story.settles()
    await addComment(world, repo.entity, stranger, issue.number, '/status')
    await story.settles()
    expect(answers(story, issue)).toHaveLength(2)

    for (const body of [
      '```\n/status\n```',
      '> /status',
      'What does /status say?',
      ' /status',
      '/stat',
      '/status please',
      '/landfall status',
      '/release as 9.0.0',
    ])
      await contributor.comments(issue, body)
    const plain = await contributor.comments(issue, 'Hello.')
    await story.passes(1)
    await contributor.rewrites(plain, '/status')
    expect(answers(story, issue)).toHaveLength(2)
    expect(repo.issue(issue.number).state).toBe('open')
  })

  scenario(
    'another bot owns the words: a prefix',
    async (story) => {
      const { maintainer } = story
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      await maintainer.comments(issue, '/status')
      expect(answers(story, issue)).toEqual([])
      await maintainer.comments(issue, '/landfall status')
      expect(answers(story, issue)).toHaveLength(1)
    },
    { config: 'commands:\n  prefix: landfall\n' },
  )
})
