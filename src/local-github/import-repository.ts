import { rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { runGit } from './git/run-git.js'
import type { Repository, User } from './world/entities.js'
import { createRepository, findRepository } from './world/repositories.js'
import type { World } from './world/world.js'

export interface Import {
  /** A git repository on this machine, bare or with a work tree. It is only read. */
  readonly from: string
  readonly owner: User
  readonly name: string
  /** Brings what is reachable from this revision and nothing else; the default branch stands there. */
  readonly at?: string
}

/** A repository cannot be imported; `message` is a sentence for people. */
export class ImportError extends Error {
  constructor(
    readonly code:
      'path-missing' | 'not-a-repository' | 'no-commits' | 'unknown-revision' | 'name-taken' | 'unreadable',
    message: string,
  ) {
    super(message)
    this.name = 'ImportError'
  }
}

/** What is to be copied: refspecs, and the branch that becomes the default one. */
interface Selection {
  readonly defaultBranch: string
  readonly refspecs: readonly string[]
}

/**
 * Serves a copy of a git repository: its branches and tags, with its HEAD as the default branch.
 * @throws {ImportError} where there is nothing to copy; then nothing is left behind
 */
export async function importRepository(world: World, { from, owner, name, at }: Import): Promise<Repository> {
  const source = resolve(from)
  await requireRepository(from, source)
  if (findRepository(world, owner.login, name)) {
    throw new ImportError(
      'name-taken',
      `${from} cannot be imported as ${owner.login}/${name}, because that is there already.`,
    )
  }
  const { defaultBranch, refspecs } = await select(from, source, at)
  const repository = await createRepository(world, { owner, name, defaultBranch })
  const fetched = await fetchInto(repository.path, source, refspecs)
  if (fetched !== undefined) {
    world.repositories.delete(`${owner.login}/${name}`.toLowerCase())
    await rm(repository.path, { recursive: true, force: true })
    throw new ImportError('unreadable', `${from} cannot be read: ${fetched}.`)
  }
  return repository
}

async function requireRepository(from: string, source: string): Promise<void> {
  const found = await stat(source).catch(() => undefined)
  if (!found) throw new ImportError('path-missing', `${from} does not exist.`)
  const refusal = new ImportError('not-a-repository', `${from} is not a git repository.`)
  if (!found.isDirectory()) throw refusal
  const prefix = await git(source, ['rev-parse', '--show-prefix'])
  if (prefix === undefined) throw refusal
  // git looks for a repository further up; what lies above was not asked for.
  if (prefix !== '')
    throw new ImportError(
      'not-a-repository',
      `${from} is not a git repository, but a folder in one: name its top folder.`,
    )
}

async function select(from: string, source: string, at: string | undefined): Promise<Selection> {
  const [head, headBranch, listed = ''] = await Promise.all([
    git(source, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    git(source, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
    git(source, ['for-each-ref', '--format=%(objectname) %(refname:lstrip=2)', 'refs/heads/']),
  ])
  const branches = new Map(lines(listed).map((line) => [line.slice(41), line.slice(0, 40)]))
  if (head === undefined && branches.size === 0) throw new ImportError('no-commits', `${from} has no commits yet.`)
  const defaultBranch = defaultBranchOf(branches, headBranch, head)
  if (at === undefined) {
    const detached = head !== undefined && !branches.has(defaultBranch) ? [`${head}:refs/heads/${defaultBranch}`] : []
    return { defaultBranch, refspecs: [...detached, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'] }
  }
  const sha = at.startsWith('-') ? undefined : await git(source, ['rev-parse', '--verify', '--quiet', `${at}^{commit}`])
  if (sha === undefined) throw new ImportError('unknown-revision', `${from} has no commit ${at}.`)
  const tags = (await git(source, ['for-each-ref', `--merged=${sha}`, '--format=%(refname)', 'refs/tags/'])) ?? ''
  return {
    defaultBranch,
    refspecs: [`${sha}:refs/heads/${defaultBranch}`, ...lines(tags).map((tag) => `${tag}:${tag}`)],
  }
}

/** The branch that HEAD is on; for a detached HEAD the branch that stands there, or one of the usual names. */
function defaultBranchOf(
  branches: ReadonlyMap<string, string>,
  onHead: string | undefined,
  head: string | undefined,
): string {
  if (onHead !== undefined && branches.has(onHead)) return onHead
  const names = ['main', 'master', ...branches.keys()].filter((name) => branches.has(name))
  return names.find((name) => branches.get(name) === head) ?? names[0] ?? 'main'
}

/** Copies, and gives git's reason where it could not. */
async function fetchInto(path: string, source: string, refspecs: readonly string[]): Promise<string | undefined> {
  // Whoever owns the files, they are read; and any commit may be asked for, not only a branch's.
  const uploadPack = `git -c 'safe.directory=*' -c uploadpack.allowAnySHA1InWant=true upload-pack`
  const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--update-shallow', '--no-auto-gc']
  const config = ['-c', 'fetch.unpackLimit=1', '-c', 'core.logAllRefUpdates=false']
  const { code, stderr } = await runGit(
    ['--git-dir', path, ...config, ...fetch, `--upload-pack=${uploadPack}`, '--stdin', source],
    `${refspecs.join('\n')}\n`,
  )
  if (code !== 0)
    return (
      stderr
        .trim()
        .split('\n')[0]
        ?.replace(/^(fatal|error): |\.$/g, '') || 'git fetch failed'
    )
  await runGit(['--git-dir', path, 'pack-refs', '--all'])
  await runGit(['--git-dir', path, 'commit-graph', 'write', '--reachable'])
  return undefined
}

/** What git prints, undefined where it fails. */
async function git(source: string, args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await runGit(['-C', source, ...args])
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}

function lines(text: string): string[] {
  return text.split('\n').filter(Boolean)
}
