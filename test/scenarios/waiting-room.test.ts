import { describe, expect } from '@jest/globals'
import { scenario } from '../support/scenario.js'

describe('the waiting room', () => {
  scenario('lists what is merged and not released, until it is', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    const docs = await contributor.proposes('docs: a word')
    await maintainer.merges(docs)
    const fix = await contributor.proposes('fix: the lamp')
    await maintainer.merges(fix)

    const release = await repo.releasePullRequest()
    const [, room = ''] = release.body.split('<summary>2 changes are merged and not released</summary>')
    expect(room).toContain('They wait for nothing but the merge of this pull request.')
    const day = String.raw`\d{4}-\d\d-\d\d`
    expect(room).toMatch(
      new RegExp(`\\* #${docs.number} docs: a word, since ${day}\\n\\* #${fix.number} fix: the lamp, since ${day}\\n`),
    )

    await maintainer.merges(release)
    await maintainer.pushes('fix: another lamp')
    const next = await repo.releasePullRequest()
    expect(next.body).toContain('1 change is merged and not released')
    expect(next.body).not.toContain(`#${fix.number}`)
  })

  scenario(
    'a change that waits too long is told of once, and blocks nothing',
    async ({ repo, maintainer, contributor, passes }) => {
      await repo.released('v1.0.0')
      const fix = await contributor.proposes('fix: the lamp')
      await maintainer.merges(fix)
      const release = await repo.releasePullRequest()
      await passes(30)
      expect(repo.checksOn(release.head.sha)['Landfall / release']).toMatchObject({ conclusion: 'success' })
      expect(repo.repliesIn(release)).toEqual([])

      await passes(40)
      expect(repo.checksOn(release.head.sha)['Landfall / release']).toMatchObject({
        conclusion: 'neutral',
        summary: expect.stringContaining(`#${fix.number} (fix: the lamp) has waited for a release since `),
      })
      const told = repo.repliesIn(release)
      expect(told).toEqual([expect.stringContaining('longer than the 1 hour of done.max-wait')])
      await passes(600)
      expect(repo.repliesIn(release)).toEqual(told)

      await maintainer.merges(release)
      expect(await repo.release('v1.0.1')).toBeDefined()
    },
    { config: 'done:\n  max-wait: 1h\n' },
  )
})
