import { notFound } from '../world/refusal.js'
import { checksOn, verdictIcon } from './components/check-mark.js'
import { safeUrl } from './components/check-list.js'
import { findReferences } from './components/find-references.js'
import { html } from './components/html.js'
import { markdown } from './components/markdown.js'
import { relativeTime } from './components/relative-time.js'
import { pathNumber, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { commitPath } from './urls.js'

/** GET /{owner}/{repo}/runs/{id}: what an app says of a commit. */
export async function checkRunPage(c: RepositoryContext): Promise<Response> {
  const { world, repository, now } = c.var
  const run = repository.checkRuns.get(pathNumber(c, 'id'))
  if (!run) throw notFound()
  const { title, summary = '', text = '', annotations } = run.output
  const references = await findReferences(repository, world.git(repository), [summary, text])
  const check = checksOn(repository, run.headSha).find((one) => one.run === run)
  const details = safeUrl(run.detailsUrl)
  const words = (run.status === 'completed' ? (run.conclusion ?? run.status) : run.status).replace('_', ' ')
  const body = html`<div class="title-row">
      <h1>${check && verdictIcon(check.verdict)} ${run.name}</h1>
      ${details && html`<a class="btn small" href="${details}" rel="nofollow noopener">Details</a>`}
    </div>
    <p class="soft">
      ${run.app.name} — ${words} ${relativeTime(now, run.completedAt ?? run.startedAt)}, on
      <a class="sha" href="${commitPath(repository, run.headSha)}">${run.headSha.slice(0, 7)}</a>
    </p>
    <section class="box">
      <header><h2>${title ?? 'Output'}</h2></header>
      <div class="box-body">
        ${summary === '' && text === '' ? html`<p class="soft">It says no more than that.</p>` : ''}
        ${summary !== '' && markdown(summary, { references, breaks: false })}${text !== '' && markdown(text, { references, breaks: false })}
      </div>
    </section>
    ${
      annotations.length > 0 &&
      html`<section class="box">
        <header><h2>Annotations</h2></header>
        <pre class="block">${JSON.stringify(annotations, null, 2)}</pre>
      </section>`
    }`
  return respondInRepository(c, { title: run.name, tab: 'code', body })
}
