import type { GitObject, TreeEntry } from '../git/git-repository.js'
import type { Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { base64Lines, encodePath, repositoryApi, repositoryPage } from './present-git-objects.js'

/** Above this GitHub answers without content: it has to be asked for raw. */
const mostBytes = 1024 * 1024

/** An entry of a folder, or the head of a file's answer. `path` is the whole path. */
export function presentEntry(
  world: World,
  repository: Repository,
  ref: string,
  entry: Pick<TreeEntry, 'path' | 'type' | 'mode' | 'sha' | 'size'>,
): Record<string, unknown> {
  const path = encodePath(entry.path)
  const api = repositoryApi(world, repository)
  const page = repositoryPage(world, repository)
  const isFile = entry.type === 'blob'
  const self = `${api}/contents/${path}?ref=${encodeURIComponent(ref)}`
  const git = entry.type === 'commit' ? null : `${api}/git/${entry.type}s/${entry.sha}`
  const html = `${page}/${isFile ? 'blob' : 'tree'}/${encodePath(ref)}/${path}`
  return {
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.sha,
    size: isFile ? (entry.size ?? 0) : 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: isFile ? `${page}/raw/${encodePath(ref)}/${path}` : null,
    type: typeOf(entry),
    _links: { self, git, html },
  }
}

export function presentFile(
  world: World,
  repository: Repository,
  ref: string,
  path: string,
  { mode, object }: { mode: string; object: GitObject },
): object {
  const entry = { path, mode, type: 'blob', sha: object.oid, size: object.content.length } as const
  const isLarge = object.content.length > mostBytes
  return {
    ...presentEntry(world, repository, ref, entry),
    content: isLarge ? '' : base64Lines(object.content),
    encoding: isLarge ? 'none' : 'base64',
  }
}

function typeOf({ type, mode }: Pick<TreeEntry, 'type' | 'mode'>): string {
  if (type === 'tree') return 'dir'
  if (type === 'commit') return 'submodule'
  return mode === '120000' ? 'symlink' : 'file'
}
