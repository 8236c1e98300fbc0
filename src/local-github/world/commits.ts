import type { Signature } from '../git/git-repository.js'
import type { Actor, Repository } from './entities.js'
import { RefMoved, updateRefs } from './refs.js'
import { Refusal } from './refusal.js'
import { nowOf } from './repositories.js'
import { githubSignature, signatureOf } from './signatures.js'
import type { World } from './world.js'

export interface NewCommit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author?: Signature | undefined
  readonly committer?: Signature | undefined
}

export interface FileCommit {
  readonly branch: string
  readonly message: string
  /** Path to new content; null deletes. */
  readonly files: Readonly<Record<string, string | Buffer | null>>
  /** Instead of the world's time, ISO 8601: for histories that are made up. */
  readonly date?: string
  /** Where the branch must stand. */
  readonly expectedHead?: string
  readonly author?: Signature | undefined
  readonly committer?: Signature | undefined
}

/**
 * Writes a commit that no ref has yet. Who names neither author nor committer is both: a person under their noreply address; an app
 * with its bot as the author and GitHub as the committer, and signed.
 * @throws {Refusal} 422 where the tree or a parent is not there
 */
export async function createCommit(
  world: World,
  repository: Repository,
  actor: Actor,
  input: NewCommit,
  date = nowOf(world),
): Promise<string> {
  const git = world.git(repository)
  const tree = await git.readObject(input.tree)
  if (tree?.type !== 'tree') throw new Refusal(422, 'Tree SHA does not exist')
  for (const parent of input.parents) {
    if ((await git.readObject(parent))?.type !== 'commit')
      throw new Refusal(422, 'Parent SHA does not exist or is not a commit object')
  }
  const author = input.author ?? signatureOf(actor.user, date)
  const committer = input.committer ?? (actor.kind === 'installation' && !input.author ? githubSignature(date) : author)
  const sha = await git.writeCommit({ ...input, author, committer })
  if (actor.kind === 'installation' && !input.author && !input.committer) repository.signedCommits.add(sha)
  return sha
}

/**
 * Commits files to a branch, which is made where the repository is empty, as on GitHub's pages. Gives the new head.
 * @throws {Refusal} 404 where there is no such branch; RefMoved where it is not at `expectedHead`
 */
export async function commitFiles(
  world: World,
  repository: Repository,
  actor: Actor,
  commit: FileCommit,
): Promise<string> {
  const git = world.git(repository)
  const ref = `refs/heads/${commit.branch}`
  const head = await git.resolve(ref)
  if (!head && (await git.listRefs('refs/heads/')).length > 0)
    throw new Refusal(404, `Branch ${commit.branch} not found`)
  if (commit.expectedHead !== undefined && commit.expectedHead !== head) throw new RefMoved(ref)
  const entries = await Promise.all(
    Object.entries(commit.files).map(async ([path, content]) => ({
      path: checkedPath(path),
      mode: '100644',
      sha: content === null ? null : await git.writeBlob(Buffer.from(content)),
    })),
  )
  const tree = await git.writeTree(entries, head)
  const { message, author, committer, date = nowOf(world) } = commit
  const parents = head ? [head] : []
  const sha = await createCommit(world, repository, actor, { tree, parents, message, author, committer }, date)
  await updateRefs(world, repository, actor, [{ ref, after: sha, before: head ?? null }])
  return sha
}

/** A path that git can store and a work tree can hold. @throws {Refusal} 422 */
export function checkedPath(path: string): string {
  const parts = path.split('/')
  const bad = parts.some(
    (part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git' || /[\0\n]/.test(part),
  )
  if (bad) throw new Refusal(422, `path contains a malformed path component: ${JSON.stringify(path)}`)
  return path
}
