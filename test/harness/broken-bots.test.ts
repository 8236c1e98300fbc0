import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { actTogether, together } from '../../src/act/act-together.js'
import type { Rooms } from '../../src/app.js'
import { decide } from '../../src/decide/decide.js'
import type { Decision } from '../../src/model/decision.js'
import type { OpenReleasePullRequest } from '../../src/model/pull-request.js'
import type { Snapshot } from '../../src/model/snapshot.js'
import { look } from '../../src/observe/look.js'
import { observeRepository } from '../../src/observe/observe-repository.js'
import type { Octokit } from '../../src/octokit.js'
import type { Story } from '../support/story.js'
import { tell } from '../support/tell.js'
import { openTheatre, type Theatre } from '../support/theatre.js'
import { fair, weathers, type Weather } from '../support/weather.js'

const own: Rooms = { observeRepository, look, decide, actTogether, together }

interface BrokenBot {
  readonly name: string
  readonly rooms: Rooms
  readonly story: (told: Story) => Promise<void>
  /** The weather in which it shows. */
  readonly weather: string | RegExp
  /** What the harness says of it. */
  readonly caught: RegExp
}

const crashesWhileReadsLag = 'crashes while reads lag'

/** A harness that catches nothing proves nothing: each of these bots is broken in one way, and each must be caught. */
const brokenBots: BrokenBot[] = [
  {
    name: 'forgets that what is there already is done',
    weather: fair.name,
    caught: /never comes to rest/,
    story: releaseOnce,
    rooms: {
      ...own,
      decide: (snapshot, now) =>
        decide({ ...snapshot, released: Object.fromEntries(snapshot.tags.map(({ name }) => [name, false])) }, now),
    },
  },
  {
    name: 'trusts a label',
    weather: fair.name,
    caught: /toBeDefined/,
    story: async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await maintainer.labels(pr, 'released')
      await maintainer.merges(pr)
      expect(await repo.release('v1.0.1')).toBeDefined()
    },
    rooms: {
      ...own,
      async observeRepository(octokit, repo, appId) {
        const snapshot = await observeRepository(octokit, repo, appId)
        const labelled = await Promise.all(
          snapshot.mergedReleasePullRequests.map(({ number }) => labelsOf(octokit, repo, number)),
        )
        const unlabelled = snapshot.mergedReleasePullRequests.filter(
          (_, index) => !labelled[index]?.includes('released'),
        )
        return { ...snapshot, mergedReleasePullRequests: unlabelled }
      },
    },
  },
  {
    name: 'posts again after an answer that was lost',
    weather: /^a crash after POST .*comments number 1$/,
    caught: /Released\./,
    story: async (told) => {
      await releaseOnce(told)
      told.repo.repliesIn({ number: 1 })
    },
    rooms: {
      ...own,
      async actTogether(octokit, repo, actions) {
        if (actions[0]?.kind === 'create-release')
          await octokit.rest.issues.createComment({
            owner: repo.owner,
            repo: repo.name,
            issue_number: 1,
            body: 'Released.',
          })
        return actTogether(octokit, repo, actions)
      },
    },
  },
  {
    name: 'leaves the twins of a comment',
    weather: crashesWhileReadsLag,
    caught: /Expected length: 1/,
    story: async ({ repo, maintainer, bot }) => {
      const elsewhere = await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await bot.goesAway()
      await maintainer.merges(pr)
      await maintainer.tags('v1.0.1', elsewhere)
      await bot.restarts()
      expect(repo.repliesIn(pr)).toHaveLength(1)
    },
    rooms: { ...own, decide: decideBlindToTwins },
  },
  {
    name: 'leaves the twins of an answer',
    weather: crashesWhileReadsLag,
    caught: /Expected length: 1/,
    story: async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      await maintainer.comments(pr, '/release as 2.0.0')
      expect(repo.repliesIn(pr)).toHaveLength(1)
    },
    rooms: { ...own, decide: decideBlindToTwins },
  },
  {
    name: 'ignores isTruncated',
    weather: fair.name,
    caught: /Expected: \d+/,
    story: async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      const packages = Object.fromEntries(
        Array.from({ length: 12_000 }, (_, index) => [`node_modules/package-${index}`, { version: '1.0.0' }]),
      )
      const lockfile = `${JSON.stringify({ version: '1.0.0', packages: { '': { version: '1.0.0' }, ...packages } }, null, 2)}\n`
      await maintainer.commits({ message: 'fix: a', files: { 'package-lock.json': lockfile } })
      await maintainer.merges(await repo.releasePullRequest())
      const after = await repo.file('package-lock.json')
      expect(after?.length).toBe(lockfile.length)
      expect(Object.keys(JSON.parse(after ?? '').packages)).toHaveLength(12_001)
    },
    rooms: {
      ...own,
      async look(octokit, snapshot, wanted, ranges) {
        if (wanted.kind !== 'files') return look(octokit, snapshot, wanted, ranges)
        const seen = await look(octokit, snapshot, wanted, ranges)
        const cut = Object.entries(seen.files[wanted.at] ?? {}).map(([path, file]) => [
          path,
          file.kind === 'text' ? { ...file, text: file.text.slice(0, 512_000) } : file,
        ])
        return { ...seen, files: { ...seen.files, [wanted.at]: Object.fromEntries(cut) } }
      },
    },
  },
  {
    name: 'writes before it reads',
    weather: fair.name,
    caught: /toBe\(/,
    story: async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      await repo.releasePullRequest()
      const sha = await maintainer.commits({
        message: 'docs: mine',
        files: { 'MINE.md': '' },
        branch: 'landfall/release',
      })
      await maintainer.pushes('fix: b')
      expect(await repo.head('landfall/release')).toBe(sha)
    },
    rooms: {
      ...own,
      async decide(snapshot, now) {
        const { releaseBranch } = snapshot
        return decide({ ...snapshot, releaseBranch: releaseBranch && { ...releaseBranch, isOurs: true } }, now)
      },
    },
  },
]

/** Of each comment of ours the oldest alone is seen. */
function decideBlindToTwins(snapshot: Snapshot, now: Date): Promise<Decision> {
  const blind = <T extends Pick<OpenReleasePullRequest, 'comments'>>(thread: T): T => ({
    ...thread,
    comments: thread.comments.filter(
      ({ body, isOurs }, index, all) => !isOurs || all.findIndex((other) => other.body === body) === index,
    ),
  })
  const { openReleasePullRequest: open, mergedReleasePullRequests: merged } = snapshot
  return decide(
    { ...snapshot, openReleasePullRequest: open && blind(open), mergedReleasePullRequests: merged.map(blind) },
    now,
  )
}

async function releaseOnce({ repo, maintainer }: Story): Promise<void> {
  await repo.released('v1.0.0')
  await maintainer.pushes('fix: a')
  await maintainer.merges(await repo.releasePullRequest())
}

async function labelsOf(
  octokit: Octokit,
  { owner, name }: { owner: string; name: string },
  issue_number: number,
): Promise<string[]> {
  const { data } = await octokit.rest.issues.listLabelsOnIssue({ owner, repo: name, issue_number })
  return data.map((label) => label.name)
}

describe('the harness catches a bot that', () => {
  let theatre: Theatre
  beforeAll(async () => {
    theatre = await openTheatre()
  })
  afterAll(() => theatre.close())

  test.each(brokenBots)(
    '$name',
    async ({ story, rooms, weather, caught }) => {
      await expect(tellInBoth(theatre, weather, story, rooms)).rejects.toThrow(caught)
    },
    60_000,
  )

  test('and none that is whole', async () => {
    for (const { story } of brokenBots) await tell(theatre, fair, story, {})
  }, 120_000)
})

/** In fair weather, then in the one that matters: both must end in the same world. */
async function tellInBoth(
  theatre: Theatre,
  wanted: string | RegExp,
  story: (told: Story) => Promise<void>,
  rooms: Rooms,
) {
  const { state, crashes } = await tell(theatre, fair, story, { rooms })
  if (wanted === fair.name) return
  const weather = [...weathers, ...crashes].find(({ name }: Weather) => name.match(wanted))
  if (weather === undefined) throw new Error(`no such weather: ${wanted}`)
  const again = await tell(theatre, weather, story, { rooms })
  expect(again.state).toEqual(state)
}
