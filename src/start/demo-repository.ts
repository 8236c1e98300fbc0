import { configPath } from '../model/config.js'
import type { Actor, Repository, User } from '../local-github/world/entities.js'
import type { World } from '../local-github/world/world.js'
import { addComment } from '../local-github/world/comments.js'
import { commitFiles } from '../local-github/world/commits.js'
import { openIssue } from '../local-github/world/issues.js'
import { openPullRequest } from '../local-github/world/pull-requests.js'
import { createRef } from '../local-github/world/refs.js'
import { createRelease } from '../local-github/world/releases.js'
import { createRepository, gitOf } from '../local-github/world/repositories.js'

const day = 24 * 60 * 60 * 1000

/** A small library with a past of three releases, a bug that is open, and one pull request that waits to be merged. */
export async function createDemoRepository(world: World, owner: User, maya: User, sam: User): Promise<Repository> {
  const asMaya: Actor = { kind: 'user', user: maya }
  const asSam: Actor = { kind: 'user', user: sam }
  const repository = await createRepository(world, {
    owner,
    name: 'harbour',
    description: 'Tide tables for small harbours',
  })
  const daysAgo = (days: number): string => new Date(world.clock().getTime() - days * day).toISOString()
  const commit = (
    actor: Actor,
    days: number,
    message: string,
    files: Record<string, string>,
    branch = 'main',
  ): Promise<string> => commitFiles(world, repository, actor, { branch, message, files, date: daysAgo(days) })
  const release = async (sha: string, version: string, notes: string): Promise<void> => {
    await createRef(world, repository, asMaya, `refs/tags/v${version}`, sha)
    await createRelease(world, repository, asMaya, { tagName: `v${version}`, name: `v${version}`, body: notes })
  }

  const first = '### Features\n\n* tide times for a harbour'
  const second = '### Features\n\n* heights in feet'
  const third = '### Features\n\n* find the next high water'
  await commit(asMaya, 60, 'feat: tide times for a harbour', {
    'README.md': '# Harbour\n\nTide tables for small harbours.\n',
    'package.json': manifest('1.0.0'),
    'package-lock.json': lockfile('1.0.0'),
    'src/tides.js': source,
    [configPath]: config,
  })
  const changelog = ['# Changelog']
  const released = (version: string, days: number, notes: string): Promise<string> => {
    changelog.splice(1, 0, `## ${version} (${daysAgo(days).slice(0, 10)})\n\n${notes}`)
    return commit(asMaya, days, `chore: release ${version}`, {
      'CHANGELOG.md': `${changelog.join('\n\n')}\n`,
      'package.json': manifest(version),
      'package-lock.json': lockfile(version),
    })
  }
  await release(await released('1.0.0', 59, first), '1.0.0', first)
  await commit(asSam, 40, 'feat: heights in feet', {
    'src/feet.js': 'export const toFeet = (metres) => metres * 3.2808\n',
  })
  await release(await released('1.1.0', 38, second), '1.1.0', second)
  await commit(asMaya, 20, 'feat: find the next high water', {
    'src/next.js':
      "import { highWaters } from './tides.js'\n\nexport const next = (harbour, now) => highWaters(harbour).find((at) => at > now)\n",
  })
  await release(await released('1.2.0', 19, third), '1.2.0', third)
  await commit(asSam, 6, 'docs: say where the numbers come from', {
    'README.md': '# Harbour\n\nTide tables for small harbours. The numbers are the hydrographic office’s.\n',
  })

  const issue = await openIssue(world, repository, asSam, {
    title: 'Show the tides of a whole week',
    body: 'One day at a time is not enough to plan a trip.',
  })
  await createRef(world, repository, asSam, 'refs/heads/week', await headOf(world, repository))
  await commit(
    asSam,
    1,
    'feat(tides): a table for the whole week\n\nOne line a day, seven days from today.',
    { 'src/week.js': week },
    'week',
  )
  const pullRequest = await openPullRequest(world, repository, asSam, {
    title: 'feat(tides): a table for the whole week',
    body: `One line a day, seven days from today.\n\nFixes #${issue.number}`,
    head: 'week',
    base: 'main',
  })
  await addComment(world, repository, asMaya, pullRequest.number, 'Lovely. Merge it whenever you like.')
  return repository
}

async function headOf(world: World, repository: Repository): Promise<string> {
  return (await gitOf(world, repository).resolve('refs/heads/main')) ?? ''
}

function manifest(version: string): string {
  return `${JSON.stringify({ name: 'harbour', version, type: 'module', main: 'src/tides.js', license: 'MIT' }, null, 2)}\n`
}

function lockfile(version: string): string {
  const root = { name: 'harbour', version, license: 'MIT' }
  return `${JSON.stringify({ name: 'harbour', version, lockfileVersion: 3, requires: true, packages: { '': root } }, null, 2)}\n`
}

const config = `# Landfall reads this file on the default branch. Every key may be left out.
release:
  tag: v\${version}
`

const source = `/** The times of high water at a harbour, from its table. */
export function highWaters(harbour) {
  return harbour.table.filter((tide) => tide.high).map((tide) => tide.at)
}
`

const week = `import { highWaters } from './tides.js'

/** The high waters of seven days, one line a day. */
export function week(harbour, today) {
  return Array.from({ length: 7 }, (_, day) => highWaters(harbour).filter((at) => at.day === today + day))
}
`
