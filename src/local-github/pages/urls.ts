import type { Repository } from '../world/entities.js'

/** Where things are; the one place that builds paths of pages. */

export function repositoryPath(repository: Repository, ...parts: readonly (string | number)[]): string {
  return ['', repository.owner.login, repository.name, ...parts].map((part) => encodePath(String(part))).join('/')
}

export function treePath(repository: Repository, ref: string, path = ''): string {
  return repositoryPath(repository, 'tree', ref, ...(path === '' ? [] : [path]))
}

export function blobPath(repository: Repository, ref: string, path: string): string {
  return repositoryPath(repository, 'blob', ref, path)
}

export function rawPath(repository: Repository, ref: string, path: string): string {
  return repositoryPath(repository, 'raw', ref, path)
}

export function commitPath(repository: Repository, sha: string): string {
  return repositoryPath(repository, 'commit', sha)
}

export function commitsPath(repository: Repository, ref: string): string {
  return repositoryPath(repository, 'commits', ref)
}

export function comparePath(repository: Repository, base: string, head: string): string {
  return repositoryPath(repository, 'compare', `${base}...${head}`)
}

export function releasePath(repository: Repository, tag: string): string {
  return repositoryPath(repository, 'releases', 'tag', tag)
}

/** `/pull/12` or `/issues/12`, whichever the number is. */
export function threadPath(repository: Repository, number: number, ...parts: readonly string[]): string {
  return repositoryPath(repository, repository.pullRequests.has(number) ? 'pull' : 'issues', number, ...parts)
}

export function commentAnchor(id: number): string {
  return `issuecomment-${id}`
}

export function cloneUrl(origin: string, repository: Repository): string {
  return `${origin}${repositoryPath(repository)}.git`
}

/** Slashes stay, since refs and file paths have them; all else is escaped. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
