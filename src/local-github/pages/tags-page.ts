import { html } from './components/html.js'
import { icon } from './components/icon.js'
import { pager, pageNumber } from './components/pager.js'
import { relativeTime } from './components/relative-time.js'
import { shortSubject } from './components/commit-author.js'
import type { RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { commitPath, releasePath, treePath } from './urls.js'

const perPage = 50

/** GET /{owner}/{repo}/tags, the newest version first. */
export async function tagsPage(c: RepositoryContext): Promise<Response> {
  const { world, repository, now } = c.var
  const git = world.git(repository)
  const refs = [...(await git.listRefs('refs/tags/'))].sort((a, b) => byVersion.compare(b.name, a.name))
  const page = pageNumber(c)
  const shown = await Promise.all(
    refs.slice((page - 1) * perPage, page * perPage).map(async ({ name, commit }) => ({
      name: name.replace('refs/tags/', ''),
      commit: await git.readCommit(commit),
    })),
  )
  const released = new Set(
    [...repository.releases.values()].filter(({ draft }) => !draft).map(({ tagName }) => tagName),
  )
  const body = html`<h1>Tags</h1>
    <section class="box spaced">
      <ul class="rows">
        ${shown.map(
          ({ name, commit }) =>
            html`<li class="stack">
              <div class="grow">
                <div>${icon('tag')} <a class="row-title" href="${treePath(repository, name)}">${name}</a></div>
                ${commit && html`<div class="meta"><a class="sha" href="${commitPath(repository, commit.sha)}">${commit.sha.slice(0, 7)}</a> ${shortSubject(commit.message, 100)} · ${relativeTime(now, commit.committer.date)}</div>`}
              </div>
              ${released.has(name) && html`<div class="aside"><a href="${releasePath(repository, name)}">Release</a></div>`}
            </li>`,
        )}
      </ul>
    </section>
    ${refs.length === 0 && html`<div class="box empty"><p>No tag yet.</p></div>`}
    ${pager(c, page, refs.length > page * perPage)}`
  return respondInRepository(c, { title: 'Tags', tab: 'code', body })
}

const byVersion = new Intl.Collator('en', { numeric: true })
