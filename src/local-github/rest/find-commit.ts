import type { GitCommit, GitRepository, TreeEntry } from '../git/git-repository.js'
import { Refusal } from '../world/refusal.js'

/** What names a ref or an object, and nothing that git would read as an expression. */
const plainName = /^(?!-)(?!.*\.\.)(?!.*@\{)[^\s~^:?*[\\\p{Cc}]+$/u

/** The commit that a branch, a tag, a ref with or without `refs/`, or a sha (whole or abbreviated) names, in this order. */
export async function commitNamed(git: GitRepository, name: string): Promise<GitCommit | undefined> {
  if (!plainName.test(name)) return undefined
  const isSha = /^[0-9a-f]{4,40}$/i.test(name)
  const candidates = [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`]
  if (name === 'HEAD' || name.startsWith('refs/')) candidates.unshift(name)
  if (isSha) candidates[/^[0-9a-f]{40}$/i.test(name) ? 'unshift' : 'push'](name)
  for (const candidate of candidates) {
    const commit = await git.readCommit(candidate)
    if (commit) return commit
  }
  return undefined
}

/** Whether a text can be a sha that is written out. */
export function isWholeSha(text: string): boolean {
  return /^[0-9a-f]{40}$/i.test(text)
}

/** The full name of a ref that a client wrote as `heads/main` or `refs/heads/main`. @throws {Refusal} 422 for no name at all */
export function refNamed(text: string): string {
  const ref = text.startsWith('refs/') ? text : `refs/${text}`
  if (!plainName.test(ref) || ref.split('/').length < 3 || ref.endsWith('/')) {
    throw new Refusal(422, `Reference name must start with 'refs/' and contain at least two slashes.`)
  }
  return ref
}

/** What is at a path, undefined for nothing; its size is not looked for. */
export async function entryAt(git: GitRepository, commit: string, path: string): Promise<TreeEntry | undefined> {
  if (/\p{Cc}/u.test(path)) return undefined
  const slash = path.lastIndexOf('/')
  const folder = slash < 0 ? commit : await git.resolve(`${commit}:${path.slice(0, slash)}`)
  const siblings = folder === undefined ? undefined : await git.readTree(folder)
  const entry = siblings?.find((one) => one.path === path.slice(slash + 1))
  return entry && { ...entry, path }
}
