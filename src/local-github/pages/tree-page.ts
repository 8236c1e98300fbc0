import { notFound } from '../world/refusal.js'
import { fileList, newestCommits } from './components/file-list.js'
import { html } from './components/html.js'
import { pathCrumbs } from './components/path-crumbs.js'
import { readmeBox } from './components/readme.js'
import { refMenu } from './components/ref-menu.js'
import { findRevision } from './find-revision.js'
import { pathPart, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { seeOther } from './form.js'
import { blobPath, commitsPath } from './urls.js'

/** GET /{owner}/{repo}/tree/{ref}[/{path}] */
export async function treePage(c: RepositoryContext): Promise<Response> {
  const { world, repository, now } = c.var
  const git = world.git(repository)
  const { ref, commit, path } = await findRevision(git, pathPart(c, 'rest'))
  if (/[\n\0]/.test(path)) throw notFound()
  const found = path === '' ? commit : await git.resolve(`${commit}:${path}`)
  if (!found) throw notFound()
  const entries = await git.readTree(found)
  if (!entries) return seeOther(c, blobPath(repository, ref, path))

  const [branches, tags, newest] = await Promise.all([
    git.listRefs('refs/heads/'),
    git.listRefs('refs/tags/'),
    newestCommits(git, commit, path),
  ])
  const body = html`<div class="title-row bar">
      ${refMenu(repository, ref, branches, tags)}
      <h1 class="path">${pathCrumbs(repository, ref, path)}</h1>
      <a
        class="btn small"
        href="${commitsPath(repository, ref)}${path === '' ? '' : `/${path.split('/').map(encodeURIComponent).join('/')}`}"
        >History</a
      >
    </div>
    <section class="box" aria-label="Files">${fileList({ repository, ref, path, entries, newest, now })}</section>
    ${await readmeBox(repository, git, { ref, commit, folder: path, entries })}`
  return respondInRepository(c, { title: path === '' ? ref : `${path} at ${ref}`, tab: 'code', body })
}
