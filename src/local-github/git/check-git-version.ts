import { runGit } from './run-git.js'

/** The first git whose `merge-tree` can write a tree. */
export const oldestGit = '2.38'

/** Why the git of this machine will not do, or undefined where it will. */
export async function gitProblem(): Promise<{ code: 'GIT_MISSING' | 'GIT_TOO_OLD'; message: string } | undefined> {
  const cure = `Install git ${oldestGit} or newer and start again.`
  const result = await runGit(['--version']).catch(() => undefined)
  if (!result || result.code !== 0) {
    return { code: 'GIT_MISSING', message: `The local GitHub needs git, and no git command was found. ${cure}` }
  }
  const version = result.stdout.toString().trim()
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).map(Number)
  if (major > 2 || (major === 2 && minor >= 38)) return undefined
  return {
    code: 'GIT_TOO_OLD',
    message: `The local GitHub needs git ${oldestGit} or newer, and this is ${version}. ${cure}`,
  }
}
