import { describe, expect } from '@jest/globals'
import { commitFiles } from '../../src/local-github/world/commits.js'
import type { PullRequest } from '../../src/local-github/world/entities.js'
import { createFork } from '../../src/local-github/world/forks.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRef } from '../../src/local-github/world/refs.js'
import { createUser, findUser } from '../../src/local-github/world/users.js'
import { previewCheckName, releaseCheckName } from '../../src/model/check-run.js'
import { countLooks } from '../support/count-requests.js'
import type { CheckRunView, RepositoryView } from '../support/repository-view.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

function preview(repo: RepositoryView, { head }: Pick<PullRequest, 'head'>): CheckRunView | undefined {
  return repo.checksOn(head.sha)[previewCheckName]
}

/** The contributor, as the world knows them. */
function sam({ world }: Pick<Story, 'world'>) {
  const user = findUser(world, 'sam')
  if (user === undefined) throw new Error('there is no sam')
  return { kind: 'user', user } as const
}

function mergesOnlyBy({ repo }: Pick<Story, 'repo'>, ...methods: ('merge' | 'squash' | 'rebase')[]): void {
  repo.entity.mergeMethods = {
    merge: methods.includes('merge'),
    squash: methods.includes('squash'),
    rebase: methods.includes('rebase'),
  }
}

function contains(...texts: string[]): object {
  return { summary: expect.stringMatching(new RegExp(texts.map(escape).join('[^]*'))) }
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** A pull request whose title is not the message of its commits. */
async function proposes({ contributor, maintainer }: Story, title: string, ...messages: string[]) {
  const pr = await contributor.proposes(...messages)
  if (title !== messages[0]) await maintainer.edits(pr, { title })
  return pr
}

describe('the preview of a merge', () => {
  scenario('says bump, version, line and issues, and comes true', async ({ repo, contributor, maintainer, passes }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const issue = await maintainer.opens({ title: 'Too bright' })
    const pr = await contributor.proposes('feat(ui): dark mode')
    await maintainer.edits(pr, { body: `Closes #${issue.number}` })
    const said = preview(repo, pr)
    expect(said).toMatchObject({ conclusion: 'success', title: 'minor: the next release would be 1.1.0' })
    expect(said).toMatchObject(
      contains(
        '**minor**',
        '**1.1.0** in place of 1.0.1',
        '#### Features',
        '* **ui:** dark mode',
        'Too bright',
        'As of ',
      ),
    )
    expect(said?.summary).not.toContain('depends on how')
    await maintainer.merges(pr, 'squash')
    await passes(1)
    const release = await repo.releasePullRequest()
    expect(release.title).toBe('chore: release 1.1.0')
    expect(release.body).toContain('* **ui:** dark mode')
  })

  scenario('a change that asks for nothing says so, with what waits and without', async (story) => {
    const { repo, contributor, maintainer } = story
    await repo.released('v1.0.0')
    const idle = await contributor.proposes('docs: a word')
    expect(preview(repo, idle)).toMatchObject({ conclusion: 'success', title: 'none: nothing to release' })
    await maintainer.pushes('fix: a')
    const late = await contributor.proposes('docs: two words')
    expect(preview(repo, late)).toMatchObject({ title: 'none: the next release stays 1.0.1' })
    expect(preview(repo, late)).toMatchObject(contains('adds nothing to the changelog', 'closes no issue'))
  })

  scenario('a squash of several commits: the title counts', async (story) => {
    mergesOnlyBy(story, 'squash')
    await story.repo.released('v1.0.0')
    const pr = await proposes(story, 'feat: dark mode', 'wip', 'more')
    expect(preview(story.repo, pr)).toMatchObject({
      conclusion: 'success',
      title: 'minor: the next release would be 1.1.0',
    })
  })

  scenario('a merge commit: the commits count, and those that cannot be read are named', async (story) => {
    mergesOnlyBy(story, 'merge')
    await story.repo.released('v1.0.0')
    const pr = await proposes(story, 'feat: dark mode', 'fix: a', 'wip', 'fix: b')
    const said = preview(story.repo, pr)
    expect(said).toMatchObject({ conclusion: 'neutral', title: 'A commit is no Conventional Commit' })
    expect(said).toMatchObject(contains('* wip', 'git rebase -i', '**patch**', '**1.0.1**', '* a\n* b'))
  })

  scenario('a rebase: the commits count, merges among them do not', async (story) => {
    mergesOnlyBy(story, 'rebase')
    await story.repo.released('v1.0.0')
    const pr = await proposes(story, 'Whatever', 'feat!: a', 'fix: b')
    expect(preview(story.repo, pr)).toMatchObject({
      conclusion: 'success',
      title: 'major: the next release would be 2.0.0',
    })
  })

  scenario('where the methods would do different things it says so for each', async (story) => {
    await story.repo.released('v1.0.0')
    const pr = await proposes(story, 'feat: dark mode', 'fix: a', 'fix: b')
    const said = preview(story.repo, pr)
    expect(said).toMatchObject({
      conclusion: 'success',
      title: 'minor with a squash, patch with a merge commit or a rebase',
    })
    expect(said).toMatchObject(
      contains('### With a squash', '**1.1.0**', '### With a merge commit or a rebase', '**1.0.1**'),
    )
  })

  scenario('a title that cannot be read warns, and says what it should be; mended, it is well', async (story) => {
    const { repo, maintainer } = story
    mergesOnlyBy(story, 'squash')
    await repo.released('v1.0.0')
    const pr = await proposes(story, 'Feature: dark mode', 'wip', 'more')
    const slip = preview(repo, pr)
    expect(slip).toMatchObject({ conclusion: 'neutral', title: 'feature is probably meant to be feat' })
    await maintainer.edits(pr, { title: 'Add a dark mode' })
    const said = preview(repo, pr)
    expect(said).toMatchObject({ conclusion: 'neutral', title: 'The title is no Conventional Commit' })
    expect(said).toMatchObject(contains('→ feat: Add a dark mode', 'Change the title', '`feat` (minor)'))
    await maintainer.edits(pr, { title: 'feat: add a dark mode' })
    const mended = preview(repo, pr)
    expect(mended).toMatchObject({ conclusion: 'success', title: 'minor: the next release would be 1.1.0' })
    expect(mended?.id).toBe(slip?.id)
  })

  scenario(
    'with `require` it fails, until the title is mended or the description says it otherwise',
    async (story) => {
      const { repo, maintainer } = story
      mergesOnlyBy(story, 'squash')
      await repo.released('v1.0.0')
      const pr = await proposes(story, 'Add a dark mode', 'wip', 'more')
      expect(preview(repo, pr)).toMatchObject({ conclusion: 'failure', title: 'The title is no Conventional Commit' })
      await maintainer.edits(pr, { body: 'BEGIN_COMMIT_OVERRIDE\nfix: too bright\nEND_COMMIT_OVERRIDE' })
      expect(preview(repo, pr)).toMatchObject({
        conclusion: 'success',
        title: 'patch: the next release would be 1.0.1',
      })
      await maintainer.edits(pr, { title: 'feat: add a dark mode', body: '' })
      expect(preview(repo, pr)).toMatchObject({
        conclusion: 'success',
        title: 'minor: the next release would be 1.1.0',
      })
    },
    { config: 'pull-requests:\n  preview: require\n' },
  )

  scenario(
    'with `require` whatever is merged has it, so that people can require it',
    async (story) => {
      const { repo, contributor, maintainer, world, settles } = story
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const release = await repo.releasePullRequest()
      expect(preview(repo, release)).toMatchObject({ conclusion: 'success', title: 'A pull request of Landfall' })
      const pr = await contributor.proposes('feat: b')
      const actor = sam(story)
      await createRef(world, repo.entity, actor, 'refs/heads/next', (await repo.head()) ?? '')
      const onto = await openPullRequest(world, repo.entity, actor, { title: 'x', head: pr.head.ref, base: 'next' })
      await settles()
      expect(preview(repo, onto)).toMatchObject({ title: 'minor: the next release would be 1.1.0' })
      await maintainer.closes(pr)
      await contributor.commits({ branch: onto.head.ref, message: 'y', files: { y: 'y' } })
      expect(preview(repo, onto)).toMatchObject({ conclusion: 'neutral', title: 'Not into the default branch' })
    },
    { config: 'pull-requests:\n  preview: require\n' },
  )

  scenario('the release pull request has none, nor has one into another branch', async (story) => {
    const { repo, contributor, maintainer, world, settles } = story
    await repo.released('v1.0.0')
    const sha = await maintainer.pushes('fix: a')
    expect(Object.keys(repo.checksOn((await repo.releasePullRequest()).head.sha))).toEqual([releaseCheckName])
    const actor = sam(story)
    await createRef(world, repo.entity, actor, 'refs/heads/next', sha)
    await createRef(world, repo.entity, actor, 'refs/heads/topic', sha)
    await contributor.commits({ branch: 'topic', message: 'feat: b', files: { b: 'b' } })
    const pr = await openPullRequest(world, repo.entity, actor, { title: 'feat: b', head: 'topic', base: 'next' })
    await settles()
    expect(Object.keys(repo.checksOn(pr.head.sha))).toEqual([releaseCheckName])
  })

  scenario('it is switched off, and on again', async ({ repo, contributor, maintainer }) => {
    await repo.released('v1.0.0')
    const pr = await contributor.proposes('feat: a')
    expect(preview(repo, pr)).toMatchObject({ conclusion: 'success' })
    const path = '.github/landfall.yml'
    await maintainer.commits({ message: 'chore: off', files: { [path]: 'pull-requests:\n  preview: off\n' } })
    expect(preview(repo, pr)).toMatchObject({ conclusion: 'neutral', title: 'Switched off' })
    const other = await contributor.proposes('feat: b')
    expect(preview(repo, other)).toBeUndefined()
    await maintainer.commits({ message: 'chore: on', files: { [path]: 'release:\n  types:\n    feat: patch\n' } })
    for (const each of [pr, other]) {
      expect(preview(repo, each)).toMatchObject({ title: 'patch: the next release would be 1.0.1' })
    }
  })

  scenario('a push to the default branch has no preview said anew; a push to the pull request does', async (story) => {
    const { repo, contributor, maintainer } = story
    await repo.released('v1.0.0')
    const pr = await contributor.proposes('fix: a')
    const before = preview(repo, pr)
    expect(before).toMatchObject({ title: 'patch: the next release would be 1.0.1' })
    await maintainer.pushes('feat: b')
    expect(preview(repo, pr)).toEqual(before)
    await contributor.commits({ branch: pr.head.ref, message: 'fix: c', files: { c: 'c' } })
    expect(preview(repo, pr)).toMatchObject({ title: 'patch: the next release stays 1.1.0' })
  })

  scenario('"Re-run" has it said as of now', async ({ repo, contributor, maintainer }) => {
    await repo.released('v1.0.0')
    const pr = await contributor.proposes('fix: a')
    const before = preview(repo, pr)
    await maintainer.pushes('feat: b')
    await maintainer.reruns(pr.head.sha, previewCheckName)
    const again = preview(repo, pr)
    expect(again?.id).not.toBe(before?.id)
    expect(again).toMatchObject({ title: 'patch: the next release stays 1.1.0' })
  })

  scenario('a hostile title does nothing in it', async (story) => {
    const { repo, maintainer } = story
    mergesOnlyBy(story, 'squash')
    await repo.released('v1.0.0')
    const issue = await maintainer.opens({ title: '</details><img src=x onerror=alert(1)> @maya' })
    const pr = await proposes(story, 'wip', 'wip', 'more')
    await maintainer.edits(pr, {
      title: 'Add <b>@maya</b> fixes #1 [x](javascript:alert(1)) `a',
      body: `fixes #${issue.number}`,
    })
    const said = preview(repo, pr)
    expect(said?.conclusion).toBe('neutral')
    expect(`${said?.title}\n${said?.summary}`).not.toMatch(/<b>|<img|<\/details>|@maya|\[x\]\(|fixes #1/)
    await maintainer.edits(pr, { title: 'feat: <b>@maya</b> fixes #1' })
    expect(preview(repo, pr)).toMatchObject({ conclusion: 'success' })
    expect(preview(repo, pr)?.summary).not.toMatch(/<b>|@maya|fixes #1/)
  })

  scenario('a draft and a pull request from a fork have it, too', async ({ repo, world, settles }) => {
    await repo.released('v1.0.0')
    const stranger = { kind: 'user', user: createUser(world, { login: 'eve' }) } as const
    const fork = await createFork(world, repo.entity, stranger, { name: `fork-${repo.entity.id}` })
    const branch = fork.defaultBranch
    await commitFiles(world, fork, stranger, { branch, message: 'feat: from afar', files: { afar: '1' } })
    const pr = await openPullRequest(world, repo.entity, stranger, {
      title: 'feat: from afar',
      head: `eve:${branch}`,
      base: repo.entity.defaultBranch,
      draft: true,
    })
    await settles()
    expect(preview(repo, pr)).toMatchObject({ conclusion: 'success', title: 'minor: the next release would be 1.1.0' })
  })

  scenario(
    'many pull requests that were open before get theirs in slices, the newest last',
    async (story) => {
      const { repo, contributor, bot, passes } = story
      await repo.released('v1.0.0')
      await bot.goesAway()
      const opened: PullRequest[] = []
      for (let each = 1; each <= 60; each += 1) opened.push(await contributor.proposes(`feat: change ${each}`))
      await bot.restarts()
      await passes(10)
      const runs = [...repo.entity.checkRuns.values()].filter(({ name }) => name === previewCheckName)
      expect(runs.map(({ headSha }) => headSha)).toEqual(opened.map(({ head }) => head.sha))
      const times = runs.map(({ startedAt }) => Date.parse(startedAt ?? ''))
      for (const [index, time] of times.slice(10).entries()) {
        expect(time - (times[index] ?? NaN)).toBeGreaterThanOrEqual(10_000)
      }
    },
    { weathers: 'none', timeout: 120_000 },
  )

  scenario(
    'a quiet look costs the same with many pull requests open, and a push to the default branch does',
    async ({ repo, contributor, maintainer, world, passes, settles }) => {
      await repo.released('v1.0.0')
      for (let each = 1; each <= 10; each += 1) await contributor.proposes(`feat: change ${each}`)
      // What was touched of late is read for questions, and may cost a point.
      await passes(7 * 60)
      const counting = countLooks(world.url)
      await maintainer.pushes('docs: a word')
      await settles()
      const looks = counting.stop()
      expect(looks.length).toBeGreaterThan(0)
      for (const { requests, points } of looks) {
        expect(requests.length).toBeLessThanOrEqual(2)
        expect(points).toBeLessThanOrEqual(5)
      }
    },
    { weathers: 'none' },
  )
})
