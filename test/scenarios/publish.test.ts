import { describe, expect } from '@jest/globals'
import { guardTags } from '../support/guard-tags.js'
import { scenario } from '../support/scenario.js'

describe('publishing', () => {
  scenario('a release that is out is labelled so, whoever edits the label', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    await maintainer.merges(pr)
    expect(repo.entity.pullRequests.get(pr.number)?.labels).toEqual(['landfall: released'])
    expect(repo.repliesIn(pr)).toEqual([])
  })

  scenario(
    '1. Stuck for ever: untagged, merged release PRs outstanding after a label, title or body was edited (release-please#1406, #1946, #1444)',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await bot.goesAway()
      await maintainer.edits(pr, { title: 'Release!', body: 'The body is mine.' })
      await maintainer.labels(pr, 'landfall: released')
      const { sha } = await maintainer.merges(pr)
      await maintainer.edits(pr, { title: 'chore: release 9.9.9', body: '' })
      await bot.restarts()
      expect(await repo.release('v1.0.1')).toMatchObject({ sha })
      expect(await repo.tags()).toEqual(['v1.0.0', 'v1.0.1'])
      await maintainer.pushes('feat: b')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.0')
    },
  )

  scenario(
    '2. The feature merged a second before the release pull request ships unlisted and never bumps (release-please-action#1026, release-plz#1805)',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await bot.goesAway()
      await maintainer.pushes('feat: a lighthouse', 'fix!: no more oil', 'fix: late too')
      const { sha } = await maintainer.merges(pr, 'squash')
      await bot.restarts()
      const release = await repo.release('v1.0.1')
      expect(release).toMatchObject({ sha, body: expect.stringContaining('a lighthouse') })
      expect(release?.body).toContain('BREAKING CHANGES')
      const [said, ...more] = repo.repliesIn(pr)
      expect(more).toEqual([])
      expect(said).toContain('Published as v1.0.1.')
      expect(said).toContain('**v1.0.1 ships more than its number says.** It should have been 2.0.0.')
      expect(said).toMatch(/feat: a lighthouse: asks for 1\.1\.0/)
      expect(said).toMatch(/no more oil: is a \*\*breaking change\*\* and asks for 2\.0\.0/)
      expect(said).not.toContain('late too')
      expect(repo.openPullRequests()).toEqual([])
    },
  )

  scenario(
    '12. Tag pushed, publish failed; the rerun says "nothing to release" (semantic-release#896, #2328)',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await bot.goesAway()
      const { sha } = await maintainer.merges(pr)
      await maintainer.tags('v1.0.1', sha)
      await bot.restarts()
      expect(await repo.release('v1.0.1')).toMatchObject({ sha, body: expect.stringContaining('a (') })
      expect(repo.entity.pullRequests.get(pr.number)?.labels).toEqual(['landfall: released'])
    },
  )

  scenario('a tag at another commit is said on the pull request, and heals', async ({ repo, maintainer, bot }) => {
    const base = await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const pr = await repo.releasePullRequest()
    await bot.goesAway()
    const { sha } = await maintainer.merges(pr)
    await maintainer.tags('v1.0.1', base)
    await bot.restarts()
    const [stopped, ...twins] = repo.repliesIn(pr)
    expect(twins).toEqual([])
    expect(stopped).toContain('**This release is not published.** v1.0.1 is at')

    await maintainer.untags('v1.0.1')
    expect(await repo.release('v1.0.1')).toMatchObject({ sha })
    const [healed, ...others] = repo.repliesIn(pr)
    expect(others).toEqual([])
    expect(healed).toContain('Published as v1.0.1.')
    expect(healed).not.toContain('not published')
  })

  scenario(
    'a tag that a ruleset refuses is said on the pull request, and nothing else is released meanwhile',
    async ({ repo, maintainer, bot, world }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      guardTags(world, repo.entity, 'refs/tags/v*')
      await bot.restarts()
      expect((await repo.releasePullRequest()).body).toContain('GitHub would refuse the tag')
      const { sha } = await maintainer.merges(pr)
      expect(await repo.release('v1.0.1')).toBeUndefined()
      expect(bot.reasons()).toContain('tag-refused')
      const [said, ...twins] = repo.repliesIn(pr)
      expect(twins).toEqual([])
      expect(said).toContain('GitHub refuses to let Landfall create the tag v1.0.1')
      expect(said).toContain('creations being restricted')
      await maintainer.pushes('feat: b')
      expect(repo.openPullRequests()).toEqual([])

      world.records(repo.entity).rulesets.clear()
      await maintainer.tags('v1.0.1', sha)
      expect(await repo.release('v1.0.1')).toMatchObject({ sha })
      expect(repo.repliesIn(pr)).toEqual([expect.stringContaining('Published as v1.0.1.')])
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.0')
    },
  )

  scenario(
    '10. Draft release → no tag → the whole history replayed (release-please#1650, #2798)',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      const { sha } = await maintainer.merges(pr)
      expect(await repo.release('v1.0.1')).toMatchObject({ sha, draft: true, body: expect.stringContaining('a (') })
      expect(bot.reasons()).toContain('draft-waits')
      expect(repo.entity.pullRequests.get(pr.number)?.labels).toEqual([])

      await maintainer.pushes('feat: b')
      const next = await repo.releasePullRequest()
      expect(next.title).toBe('chore: release 1.1.0')
      expect(next.body).not.toContain('* a (')
      await maintainer.publishesDraft('v1.0.1')
      expect(repo.entity.pullRequests.get(pr.number)?.labels).toEqual(['landfall: released'])
    },
    { config: 'release:\n  draft: true\n' },
  )

  scenario(
    'a draft is published once its files are there, so that an immutable release has them',
    async ({ repo, maintainer, bot }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await maintainer.merges(pr)
      expect(await repo.release('v1.0.1')).toMatchObject({ draft: true })
      expect(bot.reasons()).toContain('assets-missing')

      await maintainer.uploads('v1.0.1', 'harbour-1.0.1.tgz')
      await bot.restarts()
      expect(await repo.release('v1.0.1')).toMatchObject({ draft: true })
      await maintainer.uploads('v1.0.1', 'sbom.json')
      await bot.restarts()
      expect(await repo.release('v1.0.1')).toMatchObject({ draft: false })
      expect(repo.entity.pullRequests.get(pr.number)?.labels).toEqual(['landfall: released'])
    },
    { config: 'release:\n  assets:\n    - harbour-${version}.tgz\n    - sbom.json\n' },
  )
})
