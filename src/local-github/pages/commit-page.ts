import { notFound } from '../world/refusal.js'
import { avatar, userName } from './components/avatar.js'
import { checkMark } from './components/check-mark.js'
import { commitAuthor, splitMessage } from './components/commit-author.js'
import { verifiedBadge } from './components/commit-list.js'
import { diffView } from './components/diff-view.js'
import { findReferences } from './components/find-references.js'
import { html } from './components/html.js'
import { linkReferences } from './components/link-references.js'
import { relativeTime } from './components/relative-time.js'
import { pathPart, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { commitPath, releasePath, repositoryPath, treePath } from './urls.js'

/** GET /{owner}/{repo}/commit/{sha} */
export async function commitPage(c: RepositoryContext): Promise<Response> {
  const { world, repository, now } = c.var
  const git = world.git(repository)
  const name = pathPart(c, 'sha')
  const commit = /^[0-9a-f]{4,40}$/.test(name) ? await git.readCommit(name) : undefined
  if (!commit) throw notFound()

  const files = await git.diff(commit.parents[0] ?? null, commit.sha, { patches: true })
  const references = await findReferences(repository, git, [commit.message])
  const { subject, body: rest } = splitMessage(commit.message)
  const author = commitAuthor(world, commit)
  const tags = (await git.listRefs('refs/tags/')).filter((tag) => tag.commit === commit.sha)
  const body = html`<section class="box">
      <div class="box-body">
        <div class="title-row">
          <h1>${linkReferences(subject, references)}</h1>
          <a class="btn small" href="${treePath(repository, commit.sha)}">Browse files</a>
        </div>
        ${rest !== '' && html`<pre class="commit-body">${linkReferences(rest, references)}</pre>`}
      </div>
      <header class="small">
        <span
          >${avatar(author)} ${userName(author)} committed ${relativeTime(now, commit.committer.date)}
          ${verifiedBadge(repository, commit.sha)} ${checkMark(repository, commit.sha)}
          ${tags.map(({ name }) => html` <a class="ref" href="${tagPath(name)}">${name.replace('refs/tags/', '')}</a>`)}</span
        >
        <span class="soft"
          >${commit.parents.length > 1 ? 'Parents' : commit.parents.length === 1 ? 'Parent' : 'Root commit'}
          ${commit.parents.map((sha) => html` <a class="sha" href="${commitPath(repository, sha)}">${sha.slice(0, 7)}</a>`)}
          · Commit <span class="sha">${commit.sha}</span></span
        >
      </header>
    </section>
    <h2 class="visually-hidden">Changes</h2>
    ${diffView(repository, commit.sha, files)}`
  return respondInRepository(c, { title: subject.slice(0, 120), tab: 'code', body })

  function tagPath(ref: string): string {
    const tag = ref.replace('refs/tags/', '')
    const released = [...repository.releases.values()].some(({ tagName }) => tagName === tag)
    return released ? releasePath(repository, tag) : repositoryPath(repository, 'tree', tag)
  }
}
