import type { GitCommit, GitRepository, TreeEntry } from '../../git/git-repository.js'
import type { Repository } from '../../world/entities.js'
import { blobPath, commitPath, treePath } from '../urls.js'
import { shortSubject } from './commit-author.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { relativeTime } from './relative-time.js'

/** One folder: the entry's name and the newest commit that touched it, where that is not long ago. */
export interface FileListing {
  readonly repository: Repository
  readonly ref: string
  /** The folder's path, empty for the root. */
  readonly path: string
  readonly entries: readonly TreeEntry[]
  readonly newest: ReadonlyMap<string, GitCommit>
  readonly now: Date
}

export function fileList({ repository, ref, path, entries, newest, now }: FileListing): Html {
  const folders = entries.filter(({ type }) => type === 'tree')
  const files = entries.filter(({ type }) => type !== 'tree')
  return html`<ul class="rows files">
    ${
      path !== '' &&
      html`<li>
        ${icon('folder')}
        <a class="grow" href="${treePath(repository, ref, parent(path))}"
          ><span aria-hidden="true">..</span><span class="visually-hidden">Parent folder</span></a
        >
      </li>`
    }
    ${[...folders, ...files].map(({ path: entryPath, type }) => {
      const name = entryPath.split('/').at(-1) ?? entryPath
      const whole = path === '' ? name : `${path}/${name}`
      const href = type === 'tree' ? treePath(repository, ref, whole) : blobPath(repository, ref, whole)
      const commit = newest.get(name)
      return html`<li>
        ${icon(type === 'tree' ? 'folder' : 'file')}
        <a class="name" href="${href}">${name}</a>
        ${commit && html`<a class="message" href="${commitPath(repository, commit.sha)}">${shortSubject(commit.message, 90)}</a><span class="aside nowrap">${relativeTime(now, commit.committer.date)}</span>`}
      </li>`
    })}
  </ul>`
}

/** For each entry of a folder the newest of the last commits that touched it. */
export async function newestCommits(
  git: Pick<GitRepository, 'log' | 'changedPaths'>,
  from: string,
  path: string,
): Promise<ReadonlyMap<string, GitCommit>> {
  const commits = await git.log({ from, limit: 150, ...(path !== '' && { path }) })
  const changes = await git.changedPaths(commits.map(({ sha }) => sha))
  const prefix = path === '' ? '' : `${path}/`
  const newest = new Map<string, GitCommit>()
  for (const commit of commits) {
    const { added = [], modified = [], removed = [] } = changes.get(commit.sha) ?? {}
    if (commit.parents.length > 1) continue
    for (const changed of [...added, ...modified, ...removed]) {
      const [name = ''] = changed.startsWith(prefix) ? changed.slice(prefix.length).split('/') : []
      if (name !== '' && !newest.has(name)) newest.set(name, commit)
    }
  }
  return newest
}

function parent(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}
