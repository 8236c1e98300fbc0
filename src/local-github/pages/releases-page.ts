import type { Release } from '../world/entities.js'
import { latestRelease, newestFirst, releaseOfTag } from '../world/releases.js'
import { notFound } from '../world/refusal.js'
import { hasRole } from '../world/repositories.js'
import { findReferences } from './components/find-references.js'
import { html, type Html } from './components/html.js'
import { pager, pageNumber } from './components/pager.js'
import { releaseCard } from './components/release-card.js'
import { seeOther } from './form.js'
import { pathPart, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { releasePath, repositoryPath, treePath } from './urls.js'

const perPage = 10

/** GET /{owner}/{repo}/releases; drafts are seen by those who may write. */
export async function releasesPage(c: RepositoryContext): Promise<Response> {
  const { world, repository, viewer } = c.var
  const writes = hasRole(world, repository, viewer, 'write')
  const releases = newestFirst(repository).filter(({ draft }) => !draft || writes)
  const page = pageNumber(c)
  const shown = releases.slice((page - 1) * perPage, page * perPage)
  const body = html`<div class="title-row">
      <h1>Releases</h1>
      <div class="actions"><a class="btn" href="${repositoryPath(repository, 'tags')}">Tags</a></div>
    </div>
    ${await cards(c, shown)}
    ${
      releases.length === 0 &&
      html`<div class="box empty">
        <h2>There aren’t any releases here</h2>
        <p>A release is a tag with notes. None has been published yet.</p>
      </div>`
    }
    ${pager(c, page, releases.length > page * perPage, ['Newer', 'Older'])}`
  return respondInRepository(c, { title: 'Releases', tab: 'releases', body })
}

/** GET /{owner}/{repo}/releases/tag/{tag} */
export async function releasePage(c: RepositoryContext): Promise<Response> {
  const { world, repository } = c.var
  const tag = pathPart(c, 'tag')
  const release = releaseOfTag(repository, tag)
  if (!release) {
    const exists = /^[^\s~^:?*[\\]+$/.test(tag) && (await world.git(repository).resolve(`refs/tags/${tag}`))
    if (exists) return seeOther(c, treePath(repository, tag))
    throw notFound()
  }
  const body = html`<p class="small"><a href="${repositoryPath(repository, 'releases')}">All releases</a></p>
    ${await cards(c, [release], 'h1')}`
  return respondInRepository(c, { title: release.name || release.tagName, tab: 'releases', body })
}

/** GET /{owner}/{repo}/releases/latest */
export async function latestReleasePage(c: RepositoryContext): Promise<Response> {
  const latest = latestRelease(c.var.repository)
  return seeOther(
    c,
    latest ? releasePath(c.var.repository, latest.tagName) : repositoryPath(c.var.repository, 'releases'),
  )
}

async function cards(c: RepositoryContext, releases: readonly Release[], heading: 'h1' | 'h2' = 'h2'): Promise<Html> {
  const { world, repository, now } = c.var
  const git = world.git(repository)
  const references = await findReferences(
    repository,
    git,
    releases.map(({ body }) => body),
  )
  const latest = latestRelease(repository)
  const shas = await Promise.all(releases.map(({ tagName }) => git.resolve(`refs/tags/${tagName}^{commit}`)))
  return html`${releases.map((release, index) =>
    releaseCard({ repository, release, sha: shas[index], isLatest: release === latest, references, now, heading }),
  )}`
}
