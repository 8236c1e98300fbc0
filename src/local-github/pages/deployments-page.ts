import { stateOf } from '../world/deployments.js'
import type { Repository } from '../world/entities.js'
import { findEnvironment } from '../world/environments.js'
import type { Deployment } from '../world/records.js'
import { notFound } from '../world/refusal.js'
import { deploymentRow } from './components/deployments-box.js'
import { html, type Html } from './components/html.js'
import { pager, pageNumber } from './components/pager.js'
import { relativeTime } from './components/relative-time.js'
import type { RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { commitPath, releasePath, repositoryPath } from './urls.js'

const perPage = 50

/** GET /{owner}/{repo}/deployments: what runs in every environment, and all deployments, the newest first. */
export async function deploymentsPage(c: RepositoryContext): Promise<Response> {
  const { world, repository } = c.var
  const names = [...world.records(repository).environments.values()].map(({ name }) => name)
  const body = html`<h1>Deployments</h1>
    ${await deploymentsTo(c, names)}`
  return respondInRepository(c, { title: 'Deployments', tab: 'code', body })
}

/** GET /{owner}/{repo}/deployments/{environment}: the same of one. */
export async function environmentPage(c: RepositoryContext): Promise<Response> {
  const { world, repository } = c.var
  const environment = findEnvironment(world, repository, c.req.param('environment') ?? '')
  if (!environment) throw notFound()
  const { name } = environment
  const body = html`<h1><a href="${repositoryPath(repository, 'deployments')}">Deployments</a> / ${name}</h1>
    ${await deploymentsTo(c, [name])}`
  return respondInRepository(c, { title: name, tab: 'code', body })
}

async function deploymentsTo(c: RepositoryContext, names: readonly string[]): Promise<Html> {
  const { world, repository, now } = c.var
  const tags = await world.git(repository).listRefs('refs/tags/')
  const newestFirst = [...world.records(repository).deployments.values()]
    .filter(({ environment }) => names.includes(environment))
    .reverse()
  const page = pageNumber(c)
  const shown = newestFirst.slice((page - 1) * perPage, page * perPage)
  const running = names.map((name) => {
    const live = newestFirst.find((one) => one.environment === name && stateOf(one) === 'success')
    const tag = tags.find(({ commit }) => commit === live?.sha)?.name.replace('refs/tags/', '')
    return html`<p><strong>${name}</strong> ${live ? runs(repository, live, tag, now) : 'runs nothing.'}</p>`
  })
  return html`${running}
  ${
    newestFirst.length === 0
      ? html`<div class="box empty"><p>No deployment yet.</p></div>`
      : html`<section class="box spaced" aria-label="Deployments">
          <ul class="rows">
            ${shown.map((deployment) => deploymentRow(repository, deployment, now))}
          </ul>
        </section>`
  }
  ${pager(c, page, newestFirst.length > page * perPage)}`
}

function runs(repository: Repository, { sha, updatedAt }: Deployment, tag: string | undefined, now: Date): Html {
  return html`runs
    <a class="sha" href="${commitPath(repository, sha)}">${sha.slice(0, 7)}</a
    >${tag === undefined ? '' : html` (<a href="${releasePath(repository, tag)}">${tag}</a>)`},
    ${relativeTime(now, updatedAt)}.`
}
