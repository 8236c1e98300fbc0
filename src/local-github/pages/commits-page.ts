import { commitList } from './components/commit-list.js'
import { findReferences } from './components/find-references.js'
import { html } from './components/html.js'
import { pager, pageNumber } from './components/pager.js'
import { refMenu } from './components/ref-menu.js'
import { findRevision } from './find-revision.js'
import { pathPart, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { blobPath } from './urls.js'

const perPage = 50

/** GET /{owner}/{repo}/commits/{ref}[/{path}] */
export async function commitsPage(c: RepositoryContext): Promise<Response> {
  const { world, repository, now } = c.var
  const git = world.git(repository)
  const { ref, commit, path } = await findRevision(git, pathPart(c, 'rest'))
  const page = pageNumber(c)
  const commits = await git.log({
    from: commit,
    limit: perPage + 1,
    skip: (page - 1) * perPage,
    ...(path !== '' && { path }),
  })
  const shown = commits.slice(0, perPage)
  const references = await findReferences(
    repository,
    git,
    shown.map(({ message }) => message),
  )
  const [branches, tags] = await Promise.all([git.listRefs('refs/heads/'), git.listRefs('refs/tags/')])
  const body = html`<div class="title-row">
      <h1>Commits</h1>
      ${refMenu(repository, ref, branches, tags)}
    </div>
    ${path !== '' && html`<p class="soft">That changed <a href="${blobPath(repository, ref, path)}">${path}</a></p>`}
    ${commitList({ world, repository, references, now }, shown)}
    ${shown.length === 0 && html`<div class="box empty"><p>No commits here.</p></div>`}
    ${pager(c, page, commits.length > perPage, ['Newer', 'Older'])}`
  return respondInRepository(c, { title: `Commits · ${ref}`, tab: 'code', body })
}
