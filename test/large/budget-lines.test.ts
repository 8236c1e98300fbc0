import { expect } from '@jest/globals'
import { countLooks, type CountedLook } from '../support/count-requests.js'
import { giveLongHistory } from '../support/long-history.js'
import { scenario } from '../support/scenario.js'

scenario(
  'what waits on another branch costs a quiet look nothing, with 10,000 merged pull requests behind',
  async ({ repo, maintainer, contributor, bot, world, settles }) => {
    await bot.goesAway()
    await giveLongHistory(world, repo.entity, { mergedPullRequests: 10_000, tags: 20 })
    await bot.restarts()
    await maintainer.branches('1.x', (await repo.head()) ?? '', 'docs: the lamps of old')
    const original = await contributor.proposes('fix: the lamp')
    await maintainer.merges(original, 'squash')
    await maintainer.merges(await repo.releasePullRequest())

    const body = `Backport of #${original.number}`
    const ported = await contributor.proposesInto('1.x', { messages: ['fix: the lamp'], body })
    const { sha } = await maintainer.merges(ported, 'squash')
    const unnamed = await contributor.proposesInto('1.x', { messages: ['fix: a horn'] })
    await maintainer.merges(unnamed)
    expect(repo.labelsOf(ported)).toEqual(['landfall: backport waiting'])

    async function counted(what: string, step: () => Promise<unknown>): Promise<readonly CountedLook[]> {
      const counting = countLooks(world.url)
      await step()
      await settles()
      const looks = counting.stop()
      const each = looks.map(({ requests, points }) => `${requests.length} (${points} points)`).join(', ')
      process.stdout.write(`a backport waits: ${what}: ${each}\n`)
      return looks
    }
    const quiet = await counted('a push that releases nothing', () => maintainer.pushes('docs: a word'))
    expect(quiet.length).toBeGreaterThan(0)
    for (const { requests, points } of quiet) {
      expect(points).toBeLessThanOrEqual(5)
      expect(requests.length).toBeLessThanOrEqual(2)
    }

    // Once what the branch reaches, and once what else was merged there of late.
    const [first, ...later] = await counted('a cold bot', () => bot.restarts())
    expect(first?.requests.length).toBeLessThanOrEqual(2 + 2)
    for (const { requests } of later) expect(requests.length).toBeLessThanOrEqual(2)

    // A hundred commits later the branch is read further.
    for (let horn = 0; horn < 105; horn += 1)
      await world.git(repo.entity).updateRef('refs/heads/1.x', await onTop(horn))
    async function onTop(horn: number): Promise<string> {
      const git = world.git(repo.entity)
      const head = (await git.resolve('refs/heads/1.x')) ?? ''
      const { tree, author } = (await git.readCommit(head)) ?? {}
      if (tree === undefined || author === undefined) throw new Error('1.x should have a commit')
      return git.writeCommit({ tree, parents: [head], message: `fix: horn ${horn}`, author, committer: author })
    }
    await maintainer.tags('v1.18.1', (await repo.head('1.x')) ?? '')
    expect(repo.stageIn(ported)).toMatch(/Released in \[v1\.18\.1\]/)
    expect(repo.stageIn(original)).toContain('* 1.x: released in [v1.18.1]')
    expect(sha).not.toBe(await repo.head('1.x'))
  },
  { weathers: 'none', timeout: 120_000 },
)
