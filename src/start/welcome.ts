import type { Repository } from '../local-github/world/entities.js'
import { gitOf } from '../local-github/world/repositories.js'
import type { World } from '../local-github/world/world.js'
import { configPath } from '../model/config.js'

/** What the terminal says once the local GitHub is there: what this is, and where to click. */
export async function welcome(world: World, demo: Repository, own: readonly Repository[]): Promise<string> {
  const page = `${world.url}/${nameOf(demo)}`
  const waiting = [...demo.pullRequests.values()].find(({ state }) => state === 'open')
  const pull = `${page}/pull/${waiting?.number ?? 1}`
  const issue = `${page}/issues/${[...demo.issues.keys()][0] ?? 1}`
  const lines = [
    'No GitHub credentials were found (APP_ID, PRIVATE_KEY), so this is a local GitHub: real git on this machine, no account, no token.',
    'Landfall is installed on it.',
    '',
    `  1. Open       ${pull}   and merge the pull request that waits there. To see it run first, comment: /deploy staging`,
    `                ${issue}   is what it fixes, open until it is released.`,
    `  2. Watch      ${page}/pulls   for the release pull request, a second later. Merge it too.`,
    `  3. See        ${page}/releases   the release, its tag and its notes.`,
    `  4. See        ${page}/deployments   the release in staging, then in production. To take it out again, comment: /rollback production`,
    '',
    `  Or push:      git clone ${page}.git`,
    '',
  ]
  for (const repository of own) lines.push(...(await introduce(world, repository)))
  lines.push('Stop with Ctrl+C: everything on this local GitHub is gone then.', '')
  return `${lines.join('\n')}\n`
}

async function introduce(world: World, repository: Repository): Promise<string[]> {
  const awake = (await gitOf(world, repository).resolve(`HEAD:${configPath}`)) !== undefined
  const page = `${world.url}/${nameOf(repository)}`
  if (awake) return [`  Yours, a copy:  ${page}`, '']
  return [
    `  Yours, a copy:  ${page}/pulls`,
    '                  In a moment there is a pull request by Landfall: the configuration it proposes, and what it would release.',
    '                  Merging it wakes Landfall, closing it sends it away; yours itself is not touched.',
    '',
  ]
}

function nameOf({ owner, name }: Repository): string {
  return `${owner.login}/${name}`
}
