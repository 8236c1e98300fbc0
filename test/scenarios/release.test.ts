import { describe, expect } from '@jest/globals'
import { parseReleasePage } from '../../src/model/release-page.js'
import { scenario } from '../support/scenario.js'

describe('a release', () => {
  scenario('a feature becomes a release', async ({ repo, maintainer }) => {
    await repo.released('v1.2.0')
    await maintainer.pushes('feat: dark mode', 'fix: empty input')

    const pr = await repo.releasePullRequest()
    expect(pr.title).toBe('chore: release 1.3.0')
    expect(pr.body).toContain('dark mode')
    expect(pr.body).toContain('empty input')

    const { sha } = await maintainer.merges(pr)
    expect(await repo.release('v1.3.0')).toMatchObject({
      sha,
      draft: false,
      body: expect.stringContaining('dark mode'),
    })
    expect(await repo.file('CHANGELOG.md')).toContain('dark mode')
    expect(JSON.parse((await repo.file('package.json')) ?? '')).toMatchObject({ version: '1.3.0' })
    expect(repo.openPullRequests()).toEqual([])
  })

  for (const method of ['merge', 'squash', 'rebase'] as const) {
    scenario(`a release pull request may be merged by ${method}`, async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const { sha } = await maintainer.merges(await repo.releasePullRequest(), method)
      expect(await repo.release('v1.0.1')).toMatchObject({ sha })
      await maintainer.pushes('fix: b')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.2')
    })

    scenario(`a pull request merged by ${method} is in the notes once`, async ({ repo, maintainer, contributor }) => {
      await repo.released('v1.0.0')
      await maintainer.merges(await contributor.proposes('feat: a lighthouse'), method)
      const pr = await repo.releasePullRequest()
      expect(pr.title).toBe('chore: release 1.1.0')
      expect(parseReleasePage(pr.body).notes.match(/a lighthouse/g)).toHaveLength(1)
    })
  }

  scenario('the release pull request follows the default branch', async ({ repo, maintainer }) => {
    await repo.released('v1.2.0')
    await maintainer.pushes('fix: a')
    const first = await repo.releasePullRequest()
    expect(first.title).toBe('chore: release 1.2.1')

    await maintainer.pushes('feat!: b')
    const second = await repo.releasePullRequest()
    expect(second.number).toBe(first.number)
    expect(second.title).toBe('chore: release 2.0.0')
    expect(second.head.sha).toBe(await repo.head('landfall/release'))
    expect(await repo.file('CHANGELOG.md', 'landfall/release')).toContain('2.0.0')
  })

  scenario(
    'without a configuration nothing is touched but one onboarding pull request',
    async ({ repo, maintainer, bot }) => {
      await maintainer.pushes('feat: a')
      await maintainer.pushes('feat: b')
      expect(repo.openPullRequests()).toEqual([await repo.onboardingPullRequest()])
      expect(await repo.head('landfall/release')).toBeUndefined()
      expect(bot.reasons()).toContain('asleep')
    },
    { config: null },
  )

  scenario(
    'a configuration that cannot be used says where and releases nothing',
    async ({ repo, maintainer, bot }) => {
      await maintainer.pushes('feat: a')
      expect(repo.openPullRequests()).toEqual([])
      expect(bot.reasons()).toContain('config-invalid')
    },
    { config: 'release:\n  tag: no-placeholder\n' },
  )

  scenario(
    'the first release takes the version of the configuration',
    async ({ repo, maintainer }) => {
      await maintainer.pushes('feat: a')
      await maintainer.merges(await repo.releasePullRequest())
      expect(await repo.release('v0.1.0')).toBeDefined()
    },
    { config: 'release:\n  first-version: 0.1.0\n' },
  )

  scenario('commits that ask for no release open none', async ({ repo, maintainer, bot }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('docs: words', 'no convention at all')
    expect(repo.openPullRequests()).toEqual([])
    expect(bot.reasons()).toContain('nothing-to-release')
  })

  scenario('a commit that is not conventional is listed, not dropped', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a', 'Polish the @brass <b>knobs</b>')
    const { body } = await repo.releasePullRequest()
    expect(body).toContain('Polish the')
    expect(body).not.toContain('@brass')
    expect(body).not.toContain('<b>')
  })

  scenario('the lockfile and the changelog keep everything else', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    const lock =
      '{\r\n\t"name": "harbour",\r\n\t"version": "1.0.0",\r\n\t"packages": {\r\n\t\t"": { "version": "1.0.0" },\r\n\t\t"node_modules/a": { "version": "1.0.0" }\r\n\t}\r\n}\r\n'
    const changelog = '# What changed\n\nIn our own words.\n\n## 1.0.0 (2026-01-01)\n\n* begun\n'
    await maintainer.commits({ message: 'fix: a', files: { 'package-lock.json': lock, 'CHANGELOG.md': changelog } })
    await maintainer.merges(await repo.releasePullRequest())
    expect(await repo.file('package-lock.json')).toBe(
      lock
        .replace('"version": "1.0.0"', '"version": "1.0.1"')
        .replace('"": { "version": "1.0.0" }', '"": { "version": "1.0.1" }'),
    )
    const after = await repo.file('CHANGELOG.md')
    expect(after?.startsWith('# What changed\n\nIn our own words.\n\n## [1.0.1]')).toBe(true)
    expect(after?.endsWith('## 1.0.0 (2026-01-01)\n\n* begun\n')).toBe(true)
  })

  scenario(
    'a change merged just before the release is in the release that carries it',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await bot.goesAway()
      await maintainer.pushes('fix: late')
      const { sha } = await maintainer.merges(pr)
      await bot.restarts()
      expect(await repo.release('v1.0.1')).toMatchObject({ sha, body: expect.stringContaining('late') })
      expect(repo.openPullRequests()).toEqual([])
    },
  )

  scenario(
    'a release that was merged while the bot was away is published when it is back',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await bot.goesAway()
      const { sha } = await maintainer.merges(pr)
      await maintainer.pushes('feat: next')
      await bot.restarts()
      expect(await repo.release('v1.0.1')).toMatchObject({ sha })
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.0')
    },
  )

  scenario('an edited title or body keeps no release from being published', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    await maintainer.edits(pr, { title: 'Ship it!', body: 'Now.' })
    await maintainer.merges(await repo.releasePullRequest())
    expect(await repo.release('v1.0.1')).toBeDefined()
  })

  scenario("a person's words beside the notes survive a refresh", async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    await maintainer.edits(pr, { body: `Mind the tide.\r\n\r\n${pr.body.replaceAll('\n', '\r\n')}\r\n\r\nThank you.` })
    await maintainer.pushes('feat: b')
    const { body } = await repo.releasePullRequest()
    expect(body.startsWith('Mind the tide.')).toBe(true)
    expect(body.endsWith('Thank you.')).toBe(true)
    expect(body).toContain('1.1.0')
  })

  scenario('closing the release pull request holds it until something changes', async ({ repo, maintainer, bot }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    await maintainer.closes(await repo.releasePullRequest())
    expect(repo.openPullRequests()).toEqual([])
    expect(bot.reasons()).toContain('held')
    await maintainer.pushes('fix: b')
    expect((await repo.releasePullRequest()).body).toContain('* b (')
  })

  scenario('a commit that a person made on the release branch is never lost', async ({ repo, maintainer, bot }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    const sha = await maintainer.commits({
      message: 'docs: words of my own',
      files: { 'NOTES.md': 'mine\n' },
      branch: 'landfall/release',
    })
    await maintainer.pushes('fix: b')
    expect(await repo.head('landfall/release')).toBe(sha)
    expect(bot.reasons()).toContain('somebody-elses-commit')
    await maintainer.merges(pr)
    expect(await repo.release('v1.0.1')).toMatchObject({ body: expect.stringContaining('b (') })
    expect(await repo.file('NOTES.md')).toBe('mine\n')
  })

  scenario(
    'the previous release is the highest version reachable, not the newest tag',
    async ({ repo, maintainer }) => {
      const old = await repo.released('v1.0.0')
      await repo.released('v2.0.0')
      await maintainer.tags('v1.9.9', old)
      await maintainer.tags('nightly', (await repo.head()) ?? '')
      await maintainer.pushes('fix: a')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 2.0.1')
    },
  )

  scenario('a tag of that name somewhere else stops the release, and says so', async ({ repo, maintainer, bot }) => {
    const base = await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    await bot.goesAway()
    await maintainer.merges(pr)
    await maintainer.tags('v1.0.1', base)
    await bot.restarts()
    expect(bot.reasons()).toContain('tag-elsewhere')
    expect(await repo.release('v1.0.1')).toBeUndefined()
    expect(repo.repliesIn(pr).join()).toContain('A tag is never moved')
  })

  scenario(
    'a changelog that is a folder stops the release, and nothing in it is lost',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.commits({ message: 'fix: a', files: { 'docs/tides.md': 'High water.\n' } })
      expect(repo.openPullRequests()).toEqual([])
      expect(bot.reasons()).toContain('file-unusable')
      expect(await repo.file('docs/tides.md')).toBe('High water.\n')
    },
    { config: 'release:\n  changelog: docs\n' },
  )

  scenario('many releases of another kind keep none of ours from being planned', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    await maintainer.merges(await repo.releasePullRequest())
    const head = (await repo.head()) ?? ''
    for (let night = 0; night < 21; night += 1) await maintainer.publishes(`nightly-${night}`, head)
    await maintainer.pushes('fix: b')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.2')
  })

  scenario('a version that another line has tagged is not planned again', async ({ repo, maintainer, bot }) => {
    const base = await repo.released('v1.0.0')
    const hotfix = await maintainer.branches('1.x', base, 'fix: on the old line')
    await maintainer.tags('v1.0.1', hotfix)
    await maintainer.pushes('fix: on main')
    expect(repo.openPullRequests()).toEqual([])
    expect(bot.reasons()).toContain('tag-taken')
  })

  scenario('the words of the bot in a commit message break nothing', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: handle `<!-- /landfall:release -->` in bodies')
    const { body } = await repo.releasePullRequest()
    await maintainer.pushes('fix: b')
    expect((await repo.releasePullRequest()).body.length - body.length).toBeLessThan(200)
  })

  scenario('a subject of 70,000 characters keeps no release from being opened', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a', 'x'.repeat(70_000))
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  })

  scenario('a tag without a history in common is no previous release', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.tags('v9.0.0', await maintainer.beginsAnew('chore: another beginning'))
    await maintainer.pushes('fix: a')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.1')
  })

  scenario(
    "GitHub's own “Update branch” stops the refresh, and the pull request says so",
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await maintainer.commits({
        message: "Merge branch 'main' into landfall/release",
        files: { 'a.txt': 'a' },
        branch: 'landfall/release',
      })
      await maintainer.pushes('feat: b')
      const { body } = await repo.releasePullRequest()
      expect(body).toContain('stopped refreshing')
      expect(body).toContain('1.1.0')
      await maintainer.merges(pr)
      expect(await repo.release('v1.0.1')).toBeDefined()
      expect(repo.repliesIn(pr).join()).toContain('v1.0.1 ships more than its number says')
    },
  )

  scenario('a deleted branch does not end the hold', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    await maintainer.closes(await repo.releasePullRequest())
    await maintainer.deletes('landfall/release')
    expect(repo.openPullRequests()).toEqual([])
  })
})
