import type { GitCommit, Signature } from '../git/git-repository.js'
import { commitFiles } from '../world/commits.js'
import type { Actor, Repository } from '../world/entities.js'
import { RefMoved } from '../world/refs.js'
import { Refusal } from '../world/refusal.js'
import { RulesRefusal } from '../world/rule-violations.js'
import { gitOf } from '../world/repositories.js'
import type { World } from '../world/world.js'
import { entryAt } from './find-commit.js'
import { found } from './rest-request.js'
import { invalidRequest } from './request-body.js'

export interface FileChangeRequest {
  readonly path: string
  readonly branch: string
  readonly message: string
  /** Undefined takes the file out. */
  readonly content: Buffer | undefined
  /** The blob that is to be replaced; a file that is there cannot be changed without. */
  readonly sha: string | undefined
  readonly author: Signature | undefined
  readonly committer: Signature | undefined
}

/** Commits one file's change to a branch. @throws {Refusal} 409 where the file is not as the client saw it */
export async function changeFile(
  world: World,
  repository: Repository,
  actor: Actor,
  { path, branch, message, content, sha, author, committer }: FileChangeRequest,
): Promise<{ commit: GitCommit; branch: string; created: boolean }> {
  const git = gitOf(world, repository)
  const head = await git.resolve(`refs/heads/${branch}`)
  const before = head === undefined ? undefined : await entryAt(git, head, path)
  if (before?.type === 'tree') throw new Refusal(422, `${path} is a directory`)
  if (!before && content === undefined) throw new Refusal(404, 'Not Found')
  if (before && sha === undefined) throw invalidRequest('"sha" wasn\'t supplied.')
  if (before && sha !== before.sha) throw new Refusal(409, `${path} does not match ${sha}`)
  const files = { [path]: content ?? null }
  try {
    const commit = await commitFiles(world, repository, actor, {
      branch,
      message,
      files,
      author,
      committer,
      ...(head === undefined ? {} : { expectedHead: head }),
    })
    return { commit: found(await git.readCommit(commit)), branch, created: before === undefined }
  } catch (error) {
    if (error instanceof RulesRefusal) throw new RulesRefusal(409, error.violation)
    if (error instanceof RefMoved) throw new Refusal(409, `${branch} is at another commit but expected ${head}`)
    throw error
  }
}
