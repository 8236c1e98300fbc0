import { execFile } from 'node:child_process'
import type { World } from '../../src/local-github/world/world.js'

/** How many git processes look at once. */
const atOnce = 4

/**
 * Every repository of a GitHub is sound in git's own eyes, whatever was done to it: `git fsck --strict`. Called where a suite ends, so that
 * each suite proves it. Unreachable objects are no fault, on GitHub neither.
 * @throws with what git found, and in which repository
 */
export async function fsck(world: World): Promise<void> {
  const repositories = [...world.repositories.values()]
  const faults: string[] = []
  for (let from = 0; from < repositories.length; from += atOnce) {
    await Promise.all(
      repositories.slice(from, from + atOnce).map(async (repository) => {
        const found = await whatGitFinds(world.git(repository).path)
        if (found !== '') faults.push(`${repository.owner.login}/${repository.name}: ${found}`)
      }),
    )
  }
  if (faults.length > 0) throw new Error(`git fsck --strict:\n${faults.join('\n')}`)
}

/** What is wrong, in git's words, and nothing where nothing is. That an empty repository has no branch yet is told on the other stream. */
function whatGitFinds(path: string): Promise<string> {
  const args = ['-C', path, 'fsck', '--strict', '--no-dangling', '--no-progress']
  return new Promise((resolve) => {
    execFile('git', args, (error, stdout, stderr) => {
      resolve(error === null ? stdout.trim() : `${stdout}${stderr}${error.message}`.trim())
    })
  })
}
