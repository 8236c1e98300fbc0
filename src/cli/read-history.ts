import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Commit, Sha } from '../model/commit.js'
import type { Tag } from '../model/tag-name.js'
import { git, gitFields, gitSucceeds } from './git.js'
import { UserError } from './user-error.js'

/** A repository's whole history: what HEAD and the tags reach. */
export interface History {
  readonly path: string
  /** `owner/name` where a remote tells it, else the folder's name. */
  readonly name: string
  /** Where it is on the web, where a remote tells it. */
  readonly link: { readonly url: string } | undefined
  /** Parents before children. */
  readonly commits: readonly Commit[]
  readonly indexOf: ReadonlyMap<Sha, number>
  /** The parents of each commit, by index; a parent that the clone lacks is left out. */
  readonly parents: readonly (readonly number[])[]
  readonly head: Sha
  readonly tags: readonly Tag[]
}

const log = ['-c', 'log.showSignature=false', 'log', '-z', '--encoding=UTF-8']

/** Reads the history of a local clone, bare or not. */
export async function readHistory(path: string): Promise<History> {
  await checkRepository(path)
  const [head, commits, refs, remote] = await Promise.all([
    git(path, ['rev-parse', 'HEAD']),
    readCommits(path),
    git(path, [
      'for-each-ref',
      'refs/tags',
      '--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)',
    ]),
    readRemote(path),
  ])
  const indexOf = new Map(commits.map((commit, index) => [commit.sha, index]))
  return {
    path,
    name: remote?.name ?? basename(resolve(path)).replace(/\.git$/, ''),
    link: remote && { url: `https://${remote.host}/${remote.name}` },
    commits,
    indexOf,
    parents: commits.map((commit) => commit.parents.flatMap((sha) => indexOf.get(sha) ?? [])),
    head: head.trim(),
    tags: parseTags(refs),
  }
}

/** The paths that each commit changed against its first parent. Costly in a large repository: only a monorepo needs them. */
export async function readChangedFiles(path: string): Promise<Map<Sha, readonly string[]>> {
  const files = new Map<Sha, string[]>()
  let current: string[] = []
  const format = ['--format=%x01%H', '--name-only', '--no-renames', '--diff-merges=first-parent']
  await gitFields(path, [...log, ...format, 'HEAD', '--tags'], (field) => {
    const text = field.replace(/^\n/, '')
    if (text.startsWith('\u0001')) files.set(text.slice(1), (current = []))
    else if (text !== '') current.push(text)
  })
  return files
}

async function readCommits(path: string): Promise<Commit[]> {
  const commits: Commit[] = []
  const format = ['--topo-order', '--date=format-local:%Y-%m-%dT%H:%M:%SZ', '--format=%H%x00%P%x00%cd%x00%B']
  let fields: string[] = []
  await gitFields(path, [...log, ...format, 'HEAD', '--tags'], (field) => {
    fields.push(field)
    const [sha = '', parents = '', committedAt = '', message] = fields
    if (message === undefined) return
    commits.push({ sha, parents: parents === '' ? [] : parents.split(' '), committedAt, message })
    fields = []
  })
  return commits.reverse()
}

async function checkRepository(path: string): Promise<void> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new UserError(`${path} is not a folder; give the path of a git repository.`)
  if (!(await gitSucceeds(path, ['rev-parse', '--git-dir']))) {
    throw new UserError(
      `${path} is not a git repository; clone one, with its whole history and its tags, and give its path.`,
    )
  }
  if (!(await gitSucceeds(path, ['rev-parse', '--quiet', '--verify', 'HEAD^{commit}']))) {
    throw new UserError(`${path} has no commit yet (or its HEAD names a branch that does not exist).`)
  }
  if ((await git(path, ['rev-parse', '--is-shallow-repository'])).trim() === 'true') {
    throw new UserError(
      `${path} is a shallow clone; fetch the rest of its history first: git fetch --unshallow --tags.`,
    )
  }
}

async function readRemote(path: string): Promise<{ host: string; name: string } | undefined> {
  if (!(await gitSucceeds(path, ['config', '--get', 'remote.origin.url']))) return undefined
  const url = (await git(path, ['config', '--get', 'remote.origin.url'])).trim()
  const match =
    /^(?:(?:https?|ssh|git):\/\/(?:[^@/]+@)?|[\w.-]+@)([\w.-]+)(?::\d+\/|[:/])([^/\s]+\/[^/\s]+?)(?:\.git)?\/?$/.exec(
      url,
    )
  return match?.[1] === undefined || match[2] === undefined ? undefined : { host: match[1], name: match[2] }
}

function parseTags(refs: string): Tag[] {
  const tags: Tag[] = []
  for (const line of refs.split('\n')) {
    const [name = '', type, sha = '', peeledType, peeledSha = ''] = line.split('\0')
    if (type === 'commit') tags.push({ name, sha })
    else if (type === 'tag' && peeledType === 'commit') tags.push({ name, sha: peeledSha })
  }
  return tags
}
