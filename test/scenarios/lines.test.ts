import { describe, expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

/** What was answered there, without the hidden first line. */
function answers({ repo }: Story, thread: { readonly number: number }): string[] {
  return repo.repliesIn(thread).map((body) => body.slice(body.indexOf('\n') + 1))
}

function linkTo({ world, repo }: Story, tag: string): string {
  return `[${tag}](${world.url}/${repo.entity.owner.login}/${repo.entity.name}/releases/tag/${tag})`
}

/** main is at v2.0.0, and 1.x goes on from v1.0.0. */
async function twoLines({ repo, maintainer }: Story): Promise<void> {
  const sha = await repo.released('v1.0.0')
  await maintainer.branches('1.x', sha, 'docs: the lamps of old')
  await maintainer.pushes('feat!: lamps of light')
  await repo.released('v2.0.0')
}

/** Merges a fix into main. */
async function fix({ contributor, maintainer }: Story, body = '') {
  const { number } = await contributor.proposesWith({ messages: ['fix: the lamp'], body })
  const { sha } = await maintainer.merges({ number }, 'squash')
  return { number, sha }
}

/** Merges the same into 1.x. */
async function backport(
  { contributor, maintainer }: Story,
  proposal: Parameters<Story['contributor']['proposesInto']>[1],
  method: 'merge' | 'squash' | 'rebase' = 'squash',
) {
  const { number } = await contributor.proposesInto('1.x', proposal)
  const { sha } = await maintainer.merges({ number }, method)
  return { number, sha }
}

function byReference({ number }: { readonly number: number }) {
  return { messages: ['fix: the lamp'], body: `Backport of #${number}, for those who stay.` }
}

function byTrailer({ sha }: { readonly sha: string }) {
  return { messages: [`fix: the lamp\n\n(cherry picked from commit ${sha})`] }
}

async function release({ repo, maintainer }: Story): Promise<void> {
  await maintainer.merges(await repo.releasePullRequest())
}

describe('release lines', () => {
  scenario('a backport by reference is shown with its own stage, which follows its own releases', async (story) => {
    const { repo, maintainer } = story
    await twoLines(story)
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const original = await fix(story, `Fixes #${issue.number}`)
    const waits = `Merged. Waiting in #${(await repo.releasePullRequest()).number} for **2.0.1**.`
    expect(repo.stageIn(original)).toBe(waits)

    const ported = await backport(story, byReference(original))
    const waiting = `\n\nOn other branches:\n* 1.x: waiting, by #${ported.number}`
    expect(repo.stageIn(original)).toBe(`${waits}${waiting}`)
    expect(repo.stageIn(issue)).toContain(waiting)
    expect(repo.stageIn(ported)).toBe(
      `Backport of #${original.number}. Merged into 1.x. No release of that branch has it yet.`,
    )
    expect(repo.labelsOf(ported)).toEqual(['landfall: backport waiting'])

    await maintainer.publishes('v1.0.1', ported.sha)
    const released = `\n\nOn other branches:\n* 1.x: released in ${linkTo(story, 'v1.0.1')}, by #${ported.number}`
    expect(repo.stageIn(original)).toBe(`${waits}${released}`)
    expect(repo.stageIn(issue)).toContain(released)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'open', labels: ['landfall: waiting'] })
    expect(repo.stageIn(ported)).toBe(
      `Backport of #${original.number}. Merged into 1.x. Released in ${linkTo(story, 'v1.0.1')}.`,
    )
    expect(repo.labelsOf(ported)).toEqual(['landfall: released'])

    await release(story)
    expect(repo.stageIn(original)).toBe(`Released in ${linkTo(story, 'v2.0.1')}.${released}`)
    expect(repo.stageIn(issue)).toContain(`with #${original.number}.${released}`)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
  })

  for (const method of ['merge', 'squash', 'rebase'] as const) {
    scenario(`a backport by trailer alone is found, merged by ${method}`, async (story) => {
      const { repo, maintainer } = story
      await twoLines(story)
      const original = await fix(story)
      const ported = await backport(story, byTrailer(original), method)
      expect(repo.stageIn(original)).toContain(`* 1.x: waiting, by #${ported.number}`)
      // With the version the comment changes, and keeps what it says of the other branch.
      await maintainer.pushes('feat: another lamp')
      expect(repo.stageIn(original)).toMatch(
        new RegExp(`for \\*\\*2\\.1\\.0\\*\\*\\.\n\nOn other branches:\n\\* 1\\.x: waiting, by #${ported.number}$`),
      )
    })
  }

  scenario('a backport of what was released before is told where its original stands', async (story) => {
    const { repo, maintainer } = story
    await twoLines(story)
    const issue = await maintainer.opens({ title: 'the lamp is dark' })
    const original = await fix(story, `Fixes #${issue.number}`)
    await release(story)
    for (const version of ['v2.1.0', 'v2.2.0', 'v2.3.0', 'v2.4.0', 'v2.5.0', 'v2.6.0']) {
      await maintainer.pushes(`feat: a lamp for ${version}`)
      await repo.released(version)
    }
    const ported = await backport(story, {
      ...byReference(original),
      title: `[Backport 1.x] the lamp #${original.number}`,
    })
    const out = `Released in ${linkTo(story, 'v2.0.1')}`
    const waiting = `.\n\nOn other branches:\n* 1.x: waiting, by #${ported.number}`
    expect(repo.stageIn(original)).toBe(`${out}${waiting}`)
    expect(repo.stageIn(issue)).toBe(`${out}, with #${original.number}${waiting}`)

    await maintainer.tags('v1.0.1', ported.sha)
    const released = `.\n\nOn other branches:\n* 1.x: released in ${linkTo(story, 'v1.0.1')}, by #${ported.number}`
    expect(repo.stageIn(original)).toBe(`${out}${released}`)
    expect(repo.stageIn(issue)).toBe(`${out}, with #${original.number}${released}`)
    expect(repo.issue(issue.number)).toMatchObject({ state: 'closed', labels: ['landfall: released'] })
  })

  scenario(
    'what a stranger only claims counts for nothing, merged into the default branch or not at all',
    async (story) => {
      const { repo, maintainer, contributor } = story
      await twoLines(story)
      const original = await fix(story)
      const before = repo.stageIn(original)
      const open = await contributor.proposesInto('1.x', byReference(original))
      await contributor.comments(original, `Backport of #${original.number}`)
      const closed = await contributor.proposesInto('1.x', byReference(original))
      await maintainer.closes(closed)
      const here = await contributor.proposesWith({ messages: ['fix: more'], body: `Backport of #${original.number}` })
      await maintainer.merges(here)
      // Nor does another number, nor code.
      const other = await backport(story, {
        messages: ['fix: a horn'],
        body: `See #${original.number}.\n\n\`\`\`\nBackport of #${original.number}\n\`\`\``,
      })
      expect(repo.stageIn(original)).toBe(before)
      for (const one of [open, closed, other]) {
        expect(repo.stageIn(one)).toBeUndefined()
        expect(repo.labelsOf(one)).toEqual([])
      }
    },
  )

  scenario('a backport that no release has waits, whatever main releases', async (story) => {
    const { repo, maintainer } = story
    await twoLines(story)
    const original = await fix(story)
    const ported = await backport(story, byReference(original))
    await release(story)
    await maintainer.pushes('feat: another lamp')
    await release(story)
    expect(repo.stageIn(original)).toBe(
      `Released in ${linkTo(story, 'v2.0.1')}.\n\nOn other branches:\n* 1.x: waiting, by #${ported.number}`,
    )
    expect(repo.labelsOf(ported)).toEqual(['landfall: backport waiting'])
  })

  scenario('whoever takes the label off a backport is told no more there', async (story) => {
    const { repo, maintainer } = story
    await twoLines(story)
    const original = await fix(story)
    const ported = await backport(story, byReference(original))
    await maintainer.unlabels(ported, 'landfall: backport waiting')
    await maintainer.tags('v1.0.1', ported.sha)
    expect(repo.labelsOf(ported)).toEqual([])
    expect(repo.stageIn(ported)).toContain('No release of that branch has it yet.')
  })

  scenario(
    '/status says where each line stands, asked of the original, of its issue and of the backport',
    async (story) => {
      const { repo, maintainer, contributor } = story
      await twoLines(story)
      const issue = await maintainer.opens({ title: 'the lamp is dark' })
      const original = await fix(story, `Fixes #${issue.number}`)
      const ported = await backport(story, byReference(original))
      const unnamed = await backport(story, { messages: ['fix: a horn'] })
      await contributor.comments(ported, '/status')
      await maintainer.tags('v1.0.1', ported.sha)
      for (const thread of [ported, unnamed, original, issue]) await contributor.comments(thread, '/status')
      const { number } = await repo.releasePullRequest()
      const line = `\n\nOn other branches:\n* 1.x: released in ${linkTo(story, 'v1.0.1')}, by #${ported.number}`
      expect(answers(story, ported)).toEqual([
        'Merged into 1.x. No release of that branch has it yet.',
        `Merged into 1.x. Released in ${linkTo(story, 'v1.0.1')}.`,
      ])
      expect(answers(story, unnamed)).toEqual(['Merged into 1.x. No release of that branch has it yet.'])
      expect(answers(story, original)).toEqual([`Merged. Waiting in #${number} for **2.0.1**.${line}`])
      expect(answers(story, issue)).toEqual([
        `This waits for the release of #${original.number}.\n\n* #${original.number}: Merged. Waiting in #${number} for **2.0.1**.${line}`,
      ])
    },
  )
})
