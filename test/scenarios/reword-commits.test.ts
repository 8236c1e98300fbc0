import { describe, expect } from '@jest/globals'
import { createUser, findUser } from '../../src/local-github/world/users.js'
import { createPerson } from '../support/person.js'
import { parseReleasePage } from '../../src/model/release-page.js'
import { scenario } from '../support/scenario.js'

function override(...lines: string[]): string {
  return ['What it does.', '', 'BEGIN_COMMIT_OVERRIDE', ...lines, 'END_COMMIT_OVERRIDE'].join('\n')
}

describe('a merged pull request says something else than its commits', () => {
  scenario('a squash is reworded after the merge, and again', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    const change = await contributor.proposes('stuff', 'more stuff')
    await maintainer.merges(change, 'squash')
    expect(repo.openPullRequests()).toEqual([])

    await maintainer.edits(change, { body: override('fix: the lamp burns') })
    const first = await repo.releasePullRequest()
    expect(first.title).toBe('chore: release 1.0.1')
    expect(first.body).toContain('the lamp burns')
    expect(parseReleasePage(first.body).notes).not.toContain('stuff')

    await maintainer.edits(change, { body: override('feat: the lamp blinks', 'fix: the lamp burns') })
    const pr = await repo.releasePullRequest()
    expect(pr.title).toBe('chore: release 1.1.0')
    expect(pr.body).toMatch(/### Features[^#]+the lamp blinks[^#]+### Bug Fixes[^#]+the lamp burns/)
    expect(repo.checksOn(pr.head.sha)['Landfall / release']?.conclusion).toBe('success')

    const { sha } = await maintainer.merges(pr)
    const release = await repo.release('v1.1.0')
    expect(release).toMatchObject({ sha, body: expect.stringContaining('the lamp blinks') })
    expect(release?.body).not.toContain('stuff')
    expect(repo.repliesIn(pr)).toEqual([])
  })

  scenario('a merge commit speaks for all that it brings', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a pump')
    const change = await contributor.proposes('feat!: a draft', 'fix: a slip of it')
    await contributor.edits(change, { body: override('feat: a lamp', '', 'With a wick.', '', 'Release-As: 1.5.0') })
    await maintainer.merges(change, 'merge')
    const { title, body } = await repo.releasePullRequest()
    expect(title).toBe('chore: release 1.5.0')
    expect(body).toContain('a lamp')
    expect(body).toContain('a pump')
    expect(parseReleasePage(body).notes).not.toMatch(/a draft|a slip|BREAKING/)
  })

  scenario('so does the last commit of a rebase', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    const change = await contributor.proposes('feat: a draft', 'wip')
    await maintainer.merges(change, 'rebase')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.0')
    await maintainer.edits(change, { body: override('fix: a lamp') })
    const { title, body } = await repo.releasePullRequest()
    expect(title).toBe('chore: release 1.0.1')
    expect(body).toContain('a lamp')
    expect(parseReleasePage(body).notes).not.toMatch(/a draft|wip/)
  })

  scenario('a change that asks for nothing any more closes the release', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    const change = await contributor.proposes('feat: a lamp')
    await maintainer.merges(change, 'squash')
    expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.0')
    await maintainer.edits(change, { body: override('chore: a lamp for the workshop') })
    expect(repo.openPullRequests()).toEqual([])
  })

  scenario('what stands in code is no override', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    const change = await contributor.proposes('fix: a lamp')
    await contributor.edits(change, { body: `\`\`\`\n${override('feat!: not meant')}\n\`\`\`` })
    await maintainer.merges(change, 'squash')
    await maintainer.edits(change, { body: `Later.\n\n~~~\n${override('feat!: not meant')}\n~~~` })
    const { title, body } = await repo.releasePullRequest()
    expect(title).toBe('chore: release 1.0.1')
    expect(body).not.toContain('not meant')
    expect(body).not.toContain('Mind:')
  })

  scenario('a stranger’s word after the merge does not count, and that is said', async (told) => {
    const { repo, maintainer, bot, world } = told
    await repo.released('v1.0.0')
    const user = findUser(world, 'kim') ?? createUser(world, { login: 'kim' })
    const stranger = createPerson(world, repo.entity, user, () => told.settles())
    const change = await stranger.proposes('fix: a lamp')
    await stranger.edits(change, { body: override('fix: a lamp with a wick') })
    await maintainer.merges(change, 'squash')
    expect((await repo.releasePullRequest()).body).toContain('a lamp with a wick')

    await stranger.edits(change, { body: override('feat!: all is mine') })
    const pr = await repo.releasePullRequest()
    expect(pr.title).toBe('chore: release 1.0.1')
    expect(pr.body).toContain(`**Mind:** The commits of #${change.number} count as they are`)
    expect(pr.body).not.toContain('all is mine')
    expect(bot.reasons()).toContain('override-refused')
    expect(repo.checksOn(pr.head.sha)['Landfall / release']?.summary).toContain('count as they are')

    await maintainer.edits(change, { body: override('fix: a lamp with a wick, after all') })
    const { body } = await repo.releasePullRequest()
    expect(body).toContain('after all')
    expect(body).not.toContain('Mind:')
  })

  scenario('what is said too late is in the notes, and warned of', async ({ repo, maintainer, contributor, bot }) => {
    await repo.released('v1.0.0')
    const change = await contributor.proposes('fix: a lamp')
    await maintainer.merges(change, 'squash')
    const pr = await repo.releasePullRequest()
    await bot.goesAway()
    await maintainer.edits(change, { body: override('feat: a lamp that blinks') })
    await maintainer.merges(pr)
    await bot.restarts()
    expect((await repo.release('v1.0.1'))?.body).toContain('a lamp that blinks')
    const [said, ...more] = repo.repliesIn(pr)
    expect(more).toEqual([])
    expect(said).toMatch(/feat: a lamp that blinks: asks for 1\.1\.0/)
  })
})
