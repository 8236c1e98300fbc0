import { describe, expect } from '@jest/globals'
import { changesets, releaseDrafter, releasePlease, semanticRelease } from '../support/peer-configs.js'
import { scenario } from '../support/scenario.js'

interface Peer {
  readonly name: string
  readonly files: Readonly<Record<string, unknown>>
  readonly tag: string
  readonly waiting: readonly string[]
  /** What the tool itself makes of it. */
  readonly releases: string
}

const peers: readonly Peer[] = [
  {
    name: 'release-please',
    // Its extra-files name this one.
    files: { ...releasePlease, 'app.json': { version: '0.4.1' } },
    tag: 'harbour-v0.4.1',
    waiting: ['docs: a', 'chore: b'],
    releases: 'harbour-v0.4.2',
  },
  {
    name: 'semantic-release',
    files: semanticRelease,
    tag: 'release-0.4.1',
    waiting: ['perf: a', 'feat: b'],
    releases: 'release-0.5.0',
  },
  { name: 'release-drafter', files: releaseDrafter, tag: 'v0.4.1', waiting: ['moon: a'], releases: 'v0.5.0' },
  { name: 'changesets', files: changesets, tag: 'v1.4.0', waiting: ['fix: a'], releases: 'v1.4.1' },
]

describe('a repository that another tool released, from the proposal to the release', () => {
  for (const { name, files, tag, waiting, releases } of peers) {
    scenario(
      `${name}: the proposed file, merged, releases ${releases}`,
      async ({ repo, maintainer, bot }) => {
        await bot.goesAway()
        const texts = Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)])
        const sha = await maintainer.commits({ message: 'chore: begin', files: Object.fromEntries(texts) })
        await maintainer.publishes(tag, sha)
        await maintainer.pushes(...waiting)
        await bot.restarts()

        const onboarding = await repo.onboardingPullRequest()
        expect(onboarding.body).toContain(`the configuration of ${name}`)
        await maintainer.merges(onboarding)
        await maintainer.merges(await repo.releasePullRequest())
        expect(await repo.tags()).toEqual([tag, releases])
        expect(await repo.release(releases)).toBeDefined()
      },
      { config: null },
    )
  }
})
