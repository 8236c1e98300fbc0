import { describe, expect } from '@jest/globals'
import { actTogether, together } from '../../src/act/act-together.js'
import type { Rooms } from '../../src/app.js'
import { decide } from '../../src/decide/decide.js'
import { editPullRequest } from '../../src/local-github/world/pull-requests.js'
import { look } from '../../src/observe/look.js'
import { observeRepository } from '../../src/observe/observe-repository.js'
import { scenario } from '../support/scenario.js'

/** What happens once, after the bot has read the page for the last time and before it writes it. */
let beforeItWrites: (() => Promise<void>) | undefined

const interrupted: Rooms = {
  observeRepository,
  look,
  decide,
  together,
  actTogether(octokit, repo, actions) {
    const edit = actions.find(({ kind }) => kind === 'edit-pull-request')
    if (edit?.kind !== 'edit-pull-request' || beforeItWrites === undefined) return actTogether(octokit, repo, actions)
    // The page is read by itself, or in the answer to what begins the new head's check; a crash may come before that.
    octokit.hook.after('request', async (_, { url, ...options }) => {
      const isRead = url.endsWith(`/pulls/${edit.number}`) || String(options['query']).includes('createCheckRun')
      const happens = beforeItWrites
      if (happens === undefined || !isRead) return
      beforeItWrites = undefined
      await happens()
    })
    return actTogether(octokit, repo, actions)
  },
}

describe("people's hands in a release", () => {
  scenario(
    '5. Human edits blown away (release-please#877, #2769; release-drafter#153)',
    async ({ repo, maintainer, contributor }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: the lamp', 'fix: a typo in the log')
      const pr = await repo.releasePullRequest()
      await contributor.edits(pr, {
        body: `The lamp burns again. Thank you, Sam!\n\n${pr.body
          .replace('the lamp', 'The lamp no longer goes out at high tide')
          .replace(/^\* a typo.*\n/m, '')}\n\nAsk Maya before you merge.`,
      })
      await maintainer.pushes('feat: a siren')
      const refreshed = await repo.releasePullRequest()
      expect(refreshed.title).toBe('chore: release 1.1.0')
      expect(refreshed.body.startsWith('The lamp burns again. Thank you, Sam!')).toBe(true)
      expect(refreshed.body.endsWith('Ask Maya before you merge.')).toBe(true)

      await maintainer.merges(refreshed)
      const texts = [(await repo.file('CHANGELOG.md')) ?? '', (await repo.release('v1.1.0'))?.body ?? '']
      for (const text of texts) {
        expect(text).toContain('The lamp burns again. Thank you, Sam!')
        expect(text).toContain('The lamp no longer goes out at high tide')
        expect(text).toContain('a siren')
        expect(text).not.toContain('a typo')
        expect(text).not.toContain('Ask Maya')
      }
    },
  )

  scenario('an edit alone reaches the changelog on the branch', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: the lamp')
    const pr = await repo.releasePullRequest()
    await maintainer.edits(pr, { body: pr.body.replace('the lamp', 'The lamp\n  burns').replaceAll('\n', '\r\n') })
    expect(await repo.file('CHANGELOG.md', 'landfall/release')).toContain('The lamp\n  burns')
  })

  scenario(
    'an edit reaches the changelog also where the branch waits to be refreshed',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: the lamp')
      const pr = await repo.releasePullRequest()
      await maintainer.edits(pr, { body: `Light!\n\n${pr.body}` })
      await maintainer.merges(await repo.releasePullRequest())
      expect(await repo.file('CHANGELOG.md')).toContain('Light!')
    },
    { config: 'release:\n  refresh: command\n' },
  )

  scenario(
    'two people edit while the bot refreshes, and nothing is lost',
    async ({ repo, maintainer, world }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: the lamp', 'fix: the pier')
      const pr = await repo.releasePullRequest()
      await maintainer.edits(pr, { body: `From Maya.\n\n${pr.body}` })

      // Sam saves after the bot has read the page for the last time, and before it writes.
      const sam = world.users.get('sam') ?? repo.entity.owner
      const page = (await repo.releasePullRequest()).body.replace('the lamp', "Sam's lamp")
      beforeItWrites = async () => {
        await editPullRequest(world, repo.entity, { kind: 'user', user: sam }, pr.number, { body: page })
      }
      await maintainer.pushes('feat: a siren')
      const { body } = await repo.releasePullRequest()
      for (const words of ['From Maya.', "Sam's lamp", 'a siren', 'the pier']) expect(body).toContain(words)
    },
    { rooms: interrupted },
  )

  scenario('closed by hand, a release is held until it is reopened', async ({ repo, maintainer, bot }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: the lamp')
    const pr = await repo.releasePullRequest()
    await maintainer.closes(pr)
    await maintainer.pushes('docs: words', 'chore: sweep')
    expect(repo.openPullRequests()).toEqual([])
    expect(bot.reasons()).toContain('held')
    await maintainer.reopens(pr)
    const reopened = await repo.releasePullRequest()
    expect(reopened.number).toBe(pr.number)
    expect(await repo.file('notes/maya-3.txt', 'landfall/release')).toBeDefined()
  })

  scenario(
    'closed by hand, a release is held until the next change that asks for one',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: the lamp')
      await maintainer.closes(await repo.releasePullRequest())
      await maintainer.pushes('docs: words')
      expect(repo.openPullRequests()).toEqual([])
      await maintainer.pushes('fix: the pier')
      const { body } = await repo.releasePullRequest()
      expect(body).toContain('the lamp')
      expect(body).toContain('the pier')
    },
  )
})
