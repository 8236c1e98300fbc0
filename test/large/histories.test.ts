import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { isReleaseCommit } from '../../src/decide/release/is-release-commit.js'
import { importRepository } from '../../src/local-github/import-repository.js'
import type { Repository, User } from '../../src/local-github/world/entities.js'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { deleteRef } from '../../src/local-github/world/refs.js'
import type { World } from '../../src/local-github/world/world.js'
import { historyConfigs } from '../cli/history-configs.js'
import { histories, historyAsGit, historyReleases, type HistoryRelease } from '../support/histories.js'
import { scenario } from '../support/scenario.js'

/** How many releases of each history are made again. */
const releasesEach = 12

const found = histories()

if (found.kind === 'absent') {
  test.skip(`releases of real histories, made again: ${found.message}`, () => {})
} else {
  for (const { name, config } of new Map(historyConfigs.map((history) => [history.name, history])).values()) {
    scenario(
      `${name}, cut just before a release: the release pull request carries the version that was released`,
      async ({ world, repo, settles }) => {
        const cut = new Map<HistoryRelease, Repository>()
        for (const release of spread(historyReleases(name))) {
          cut.set(release, await cutBefore(world, repo.entity.owner, historyAsGit(name), release, config))
        }
        await settles()
        const titles = [...cut.values()].map(openTitles)
        expect(titles).toEqual([...cut.keys()].map(({ version }) => [`chore: release ${version}`]))
      },
      { timeout: 180_000, weathers: 'none' },
    )
  }
}

/** Tool-made releases from the whole of a history, evenly. */
function spread(releases: HistoryRelease[]): HistoryRelease[] {
  const toolMade = releases.filter((release) => release.tool_era === true && release.previous_tag !== null)
  const step = toolMade.length / releasesEach
  return Array.from({ length: releasesEach }, (_, index) => toolMade[Math.floor(index * step)]).filter(
    (release) => release !== undefined,
  )
}

/**
 * The repository as it was before the release: without the tag, and without the commit that only makes the release. Waking Landfall is a
 * commit of its own.
 */
async function cutBefore(
  world: World,
  owner: User,
  from: string,
  { tag }: HistoryRelease,
  config: string,
): Promise<Repository> {
  const message = execFileSync('git', ['-C', from, 'log', '-1', '--format=%B', tag], { encoding: 'utf8' })
  const at = isReleaseCommit(message) ? `${tag}~1` : `${tag}^{commit}`
  const name = `before-${tag}`
  const repository = await importRepository(world, { from, owner, name, at })
  const actor = { kind: 'user', user: owner } as const
  if (!isReleaseCommit(message)) await deleteRef(world, repository, actor, `refs/tags/${tag}`)
  await commitFiles(world, repository, actor, {
    branch: repository.defaultBranch,
    message: 'chore: wake the release bot',
    files: { '.github/landfall.yml': config },
  })
  return repository
}

function openTitles(repository: Repository): string[] {
  return [...repository.pullRequests.values()].filter(({ state }) => state === 'open').map(({ title }) => title)
}
