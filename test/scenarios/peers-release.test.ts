import { describe, expect } from '@jest/globals'
import { actTogether, together } from '../../src/act/act-together.js'
import type { Rooms } from '../../src/app.js'
import { decide } from '../../src/decide/decide.js'
import { look } from '../../src/observe/look.js'
import { observeRepository } from '../../src/observe/observe-repository.js'
import { parseReleasePage } from '../../src/model/release-page.js'
import { scenario } from '../support/scenario.js'

/** Two machines that decided the same, and act at the same moment; the one that comes through goes on. */
const twoMachines: Rooms = {
  observeRepository,
  look,
  decide,
  together,
  async actTogether(octokit, repo, actions) {
    const both = [() => actTogether(octokit, repo, actions), () => actTogether(octokit, repo, actions)]
    const tries = await Promise.allSettled(both.map((machine) => machine()))
    const outcomes = tries.flatMap((tried) => (tried.status === 'fulfilled' ? [tried.value] : []))
    const came = outcomes.find(([first]) => first?.kind === 'done') ?? outcomes[0]
    if (came === undefined) throw new Error('neither came through')
    return came
  },
}

/** Where the users of other tools hurt, each by its thread. What is told elsewhere is told there: publish, hands, checks, overrides. */
describe('what hurts elsewhere', () => {
  scenario('4. No CI on the release pull request (release-please#922)', async ({ repo, maintainer, world, passes }) => {
    await maintainer.commits({
      message: 'ci: test everything',
      files: { '.github/workflows/ci.yml': 'name: CI\non: push\n' },
    })
    world.records(repo.entity).workflowPlays.push({ workflow: 'ci.yml', end: 'success' })
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    const { head } = await repo.releasePullRequest()
    const runs = [...world.records(repo.entity).workflowRuns.values()].filter(({ headSha }) => headSha === head.sha)
    expect(runs.map(({ event, actor }) => [event, actor.login])).toEqual([['push', 'landfall[bot]']])
    // Until it has run.
    await passes(1)
  })

  scenario(
    '6. A commit dropped because its body does not parse (release-please#2272, #2564)',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes(
        'fix: the anchor holds\n\nfoo(bar\n- [ ] {{handlebars}} (unbalanced\nfeat: quoted, not meant\n`unclosed',
      )
      const pr = await repo.releasePullRequest()
      expect(pr.title).toBe('chore: release 1.0.1')
      expect(pr.body).toContain('the anchor holds')
    },
  )

  scenario('7. Reverted features still announced (release-please#296)', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    const sha = await maintainer.pushes('feat: a siren')
    await maintainer.pushes(`Revert "feat: a siren"\n\nThis reverts commit ${sha}.`, 'fix: a bell')
    const pr = await repo.releasePullRequest()
    const { notes } = parseReleasePage(pr.body)
    expect(notes).toContain('a bell')
    expect(notes).not.toContain('a siren')
    await maintainer.merges(pr)
    const [tag = ''] = (await repo.tags()).filter((name) => name !== 'v1.0.0')
    expect((await repo.release(tag))?.body).not.toContain('a siren')
  })

  scenario('8. Merge commits listed twice (release-please#2476)', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    for (const method of ['merge', 'squash', 'rebase'] as const) {
      await maintainer.merges(await contributor.proposes(`feat: a ${method} light`), method)
    }
    const { body } = await repo.releasePullRequest()
    for (const method of ['merge', 'squash', 'rebase']) {
      expect(parseReleasePage(body).notes.match(new RegExp(`a ${method} light`, 'g'))).toHaveLength(1)
    }
  })

  scenario(
    '9. “Refs #N” turned into “closes #N”: the release closed unfinished issues (release-please#2362)',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      const unfinished = await maintainer.opens({ title: 'The pier creaks' })
      const quoted = await maintainer.opens({ title: 'The crane squeaks' })
      await maintainer.pushes(
        `fix: one plank of many\n\nRefs #${unfinished.number}`,
        `fix: say in the log what closes #${quoted.number}x and \`fixes #${quoted.number}\``,
      )
      await maintainer.merges(await repo.releasePullRequest())
      expect(repo.entity.issues.get(unfinished.number)?.state).toBe('open')
    },
  )

  for (const method of ['merge', 'squash'] as const) {
    scenario(
      `9. merging the release pull request by ${method} closes no issue that a commit only quotes`,
      async ({ repo, maintainer, contributor }) => {
        await repo.released('v1.0.0')
        const issue = await maintainer.opens({ title: 'The crane squeaks' })
        const pr = await contributor.proposes(`fix: oil (see how to fix #${issue.number})`)
        await maintainer.merges(pr, method)
        await maintainer.reopens(issue)
        await maintainer.merges(await repo.releasePullRequest(), method)
        expect(await repo.release('v1.0.1')).toBeDefined()
        expect(repo.entity.issues.get(issue.number)?.state).toBe('open')
      },
    )
  }

  scenario(
    '11. Rate limits: the job fails after publishing (semantic-release#2204, semantic-release/github#542, #867)',
    async ({ repo, maintainer, github }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      const limited = {
        kind: 'status',
        status: 403,
        retryAfter: 60,
        message: 'You have exceeded a secondary rate limit',
      }
      github.failsOnce('POST /repos/{owner}/{repo}/releases', limited as { kind: 'status'; status: number })
      await maintainer.merges(pr)
      expect(await repo.release('v1.0.1')).toMatchObject({ draft: false, body: expect.stringContaining('a') })
    },
  )

  scenario(
    '13. Prerelease to stable goes wrong (release-please#510, #2515, #2447; semantic-release#3097)',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.tags('v2.0.0-rc.1', await maintainer.pushes('feat!: a new harbour'))
      await maintainer.tags('v2.0.0-rc.2', await maintainer.pushes('fix: its wall'))
      const pr = await repo.releasePullRequest()
      expect(pr.title).toBe('chore: release 2.0.0')
      for (const text of ['a new harbour', 'its wall']) expect(pr.body).toContain(text)
      await maintainer.merges(pr)
      const { body } = (await repo.release('v2.0.0')) ?? {}
      for (const text of ['a new harbour', 'its wall']) expect(body).toContain(text)
      await maintainer.tags('v3.0.0-beta.1', await maintainer.pushes('fix: the gate'))
      expect((await repo.releasePullRequest()).title).toBe('chore: release 2.0.1')
    },
  )

  scenario(
    '14. GraphQL 502s on large repositories (release-please#2265, #2592)',
    async ({ repo, maintainer, github }) => {
      await repo.released('v1.0.0')
      github.faults.add({ match: { graphql: '*' }, nth: { from: 1, to: 3 }, effect: { kind: 'status', status: 502 } })
      await maintainer.pushes('feat: a')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.0')
    },
  )

  scenario(
    '15. Concurrent runs: duplicate pull requests, “Label does not exist” (release-please#1208)',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('feat: a')
      await maintainer.pushes('feat: b')
      const pr = await repo.releasePullRequest()
      expect(pr.body).toContain('b (')
      expect([...repo.entity.labels.values()].map(({ name }) => name)).not.toContain('landfall: released')
      await maintainer.merges(pr)
      expect(repo.entity.pullRequests.size).toBe(1)
      expect([...repo.entity.releases.values()].map(({ tagName }) => tagName)).toEqual(['v1.0.0', 'v1.1.0'])
      expect(repo.entity.pullRequests.get(pr.number)?.labels).toEqual(['landfall: released'])
    },
    { rooms: twoMachines },
  )

  scenario(
    '15. Resetting the release branch to base closes the pull request (changesets/action#615)',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const { number } = await repo.releasePullRequest()
      await maintainer.pushes('fix: b')
      await maintainer.pushes('docs: no change to tell')
      const pr = await repo.releasePullRequest()
      expect(pr.number).toBe(number)
      expect(pr.events.filter(({ kind }) => kind === 'closed')).toEqual([])
    },
  )

  scenario(
    '16. Hotfix and backport releases (release-please#2475, #1821): a hotfix on an old line keeps the next release what it is',
    async ({ repo, maintainer }) => {
      const base = await repo.released('v1.0.0')
      await maintainer.pushes('feat: a lantern')
      const hotfix = await maintainer.branches('1.0.x', base, 'fix: the leak')
      await maintainer.publishes('v1.0.1', hotfix)
      const pr = await repo.releasePullRequest()
      expect(pr.title).toBe('chore: release 1.1.0')
      await maintainer.merges(pr)
      expect((await repo.release('v1.1.0'))?.body).not.toContain('the leak')
      await maintainer.pushes('fix: on main')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.1.1')
    },
  )

  scenario('16. Every refresh pings the mentioned people', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('feat: thanks to @sam and @acme/crew for the idea')
    await maintainer.pushes('fix: as @sam said')
    const pr = await repo.releasePullRequest()
    await maintainer.merges(pr)
    const printed = [pr.body, (await repo.release('v1.1.0'))?.body ?? '', (await repo.file('CHANGELOG.md')) ?? '']
    for (const text of printed) {
      expect(text).toContain('for the idea')
      expect(text).not.toMatch(/@(?:sam|acme)/)
    }
  })
})
