import type { GitRepository } from '../git/git-repository.js'
import { notFound } from '../world/refusal.js'

/** What the end of `/tree/{ref}/{path}` names. */
export interface Revision {
  /** As the address has it: a branch, a tag or a sha. */
  readonly ref: string
  readonly kind: 'branch' | 'tag' | 'commit'
  /** The commit's sha. */
  readonly commit: string
  /** What follows the ref, without slashes at its ends. */
  readonly path: string
}

type Refs = Pick<GitRepository, 'resolve'>

/** Splits a path whose ref may itself have slashes: the shortest that is a branch, a tag or a commit. @throws {Refusal} 404 */
export async function findRevision(git: Refs, rest: string): Promise<Revision> {
  const parts = rest.split('/').filter((part) => part !== '')
  for (let length = 1; length <= Math.min(parts.length, 12); length += 1) {
    const named = await namedRevision(git, parts.slice(0, length).join('/'))
    if (named) return { ...named, path: parts.slice(length).join('/') }
  }
  throw notFound()
}

/** A branch, a tag or a commit by its sha (four digits or more); a branch first, as on GitHub. */
export async function namedRevision(git: Refs, ref: string): Promise<Omit<Revision, 'path'> | undefined> {
  if (!isSafeName(ref)) return undefined
  const branch = await git.resolve(`refs/heads/${ref}^{commit}`)
  if (branch) return { ref, kind: 'branch', commit: branch }
  const tag = await git.resolve(`refs/tags/${ref}^{commit}`)
  if (tag) return { ref, kind: 'tag', commit: tag }
  if (!/^(?:[0-9a-f]{4,40}|HEAD)$/.test(ref)) return undefined
  const commit = await git.resolve(`${ref}^{commit}`)
  return commit === undefined ? undefined : { ref, kind: 'commit', commit }
}

/** What git lets a ref be called; keeps revision syntax and new lines away from it. */
function isSafeName(ref: string): boolean {
  return ref !== '' && !/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|^-|\/\/|\.lock$/.test(ref)
}
