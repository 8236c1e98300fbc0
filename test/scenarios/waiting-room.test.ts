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
})
