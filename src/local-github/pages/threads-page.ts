import type { Issue, PullRequest } from '../world/entities.js'
import { html, type Html } from './components/html.js'
import { icon } from './components/icon.js'
import { pager, pageNumber } from './components/pager.js'
import { stateFilter, threadList } from './components/thread-list.js'
import type { RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { repositoryPath } from './urls.js'

const perPage = 50

/** GET /{owner}/{repo}/issues[?state=closed] */
export function issuesPage(c: RepositoryContext): Promise<Response> {
  const { repository } = c.var
  return threadsPage(c, {
    tab: 'issues',
    title: 'Issues',
    threads: [...repository.issues.values()],
    start: html`<a class="btn primary" href="${repositoryPath(repository, 'issues', 'new')}">New issue</a>`,
  })
}

/** GET /{owner}/{repo}/pulls[?state=closed] */
export function pullsPage(c: RepositoryContext): Promise<Response> {
  const { repository } = c.var
  return threadsPage(c, {
    tab: 'pulls',
    title: 'Pull requests',
    threads: [...repository.pullRequests.values()],
    start: html`<a class="btn primary" href="${repositoryPath(repository, 'compare')}">New pull request</a>`,
  })
}

async function threadsPage(
  c: RepositoryContext,
  {
    tab,
    title,
    threads,
    start,
  }: { tab: 'issues' | 'pulls'; title: string; threads: readonly (Issue | PullRequest)[]; start: Html },
): Promise<Response> {
  const { repository, now } = c.var
  const state = c.req.query('state') === 'closed' ? 'closed' : 'open'
  const label = c.req.query('label')?.toLowerCase()
  const wanted = threads.filter(
    ({ labels }) => label === undefined || labels.some((name) => name.toLowerCase() === label),
  )
  const found = wanted.filter((thread) => thread.state === state).sort((a, b) => b.number - a.number)
  const page = pageNumber(c)
  const shown = found.slice((page - 1) * perPage, page * perPage)
  const open = wanted.filter((thread) => thread.state === 'open').length
  const path = repositoryPath(repository, tab)
  const body = html`<div class="title-row">
      <h1>${title}</h1>
      <div class="actions">${start}</div>
    </div>
    <section class="box" aria-label="${title}">
      <header>
        ${stateFilter(path, state, open, wanted.length - open)}
        ${label !== undefined && html`<span class="small">with label ${label} · <a href="${path}">all</a></span>`}
      </header>
      ${
        shown.length > 0
          ? threadList(repository, shown, now)
          : html`<div class="empty">
              ${icon(tab === 'issues' ? 'issue' : 'pull')}
              <h2>Nothing is ${state} here</h2>
              <p>
                ${state === 'open' ? `There is no open ${tab === 'issues' ? 'issue' : 'pull request'}.` : 'What is closed will be listed here.'}
              </p>
            </div>`
      }
    </section>
    ${pager(c, page, found.length > page * perPage)}`
  return respondInRepository(c, { title, tab, body })
}
