import { execFile } from 'node:child_process'
import type { Repository } from '../../src/local-github/world/entities.js'
import type { World } from '../../src/local-github/world/world.js'

/**
 * Looks at each folder and prints it with what git finds, and a NUL after each. That an empty repository has no branch yet is told on the
 * other stream, which is heard only where git fails. One shell starts them all: for a process as big as a test's, each start is dear.
 */
const script = `
look() { git -C "$1" fsck --strict --no-dangling --no-progress; }
for path; do
  found=$(look "$path" 2>/dev/null) || found="$(look "$path" 2>&1)
git fsck failed"
  printf '%s\\0%s\\0' "$path" "$found"
done`

/**
 * Every repository of a GitHub is sound in git's own eyes, whatever was done to it: `git fsck --strict`. Called where a suite ends, so that
 * each suite proves it. Unreachable objects are no fault, on GitHub neither.
 * @throws with what git found, and in which repository
 */
export async function fsck({ repositories }: Pick<World, 'repositories'>): Promise<void> {
  await fsckAll([...repositories.values()])
}

/** Where a repository lies, and whose it is. */
export type Folder = Pick<Repository, 'owner' | 'name' | 'path'>

/** The same of those that the GitHub knows no longer. @throws like {@link fsck} */
export async function fsckAll(repositories: readonly Folder[]): Promise<void> {
  if (repositories.length === 0) return
  const found = await whatGitFinds(repositories.map(({ path }) => path))
  const faults = repositories.flatMap(({ owner, name, path }) => {
    const said = found.get(path) ?? 'git fsck did not look'
    return said === '' ? [] : [`${owner.login}/${name}: ${said}`]
  })
  if (faults.length > 0) throw new Error(`git fsck --strict:\n${faults.join('\n')}`)
}

/** What is wrong in each, in git's words, and nothing where nothing is. */
function whatGitFinds(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', script, 'fsck', ...paths], { maxBuffer: Infinity }, (error, stdout) => {
      if (error !== null) return reject(error)
      const parts = stdout.split('\0')
      resolve(new Map(paths.map((_, index) => [parts[2 * index] ?? '', (parts[2 * index + 1] ?? '').trim()])))
    })
  })
}
