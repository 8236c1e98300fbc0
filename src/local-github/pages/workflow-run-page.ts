import { notFound } from '../world/refusal.js'
import { html } from './components/html.js'
import { relativeTime } from './components/relative-time.js'
import { deploymentRow } from './components/deployments-box.js'
import { pathNumber, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { blobPath, commitPath, repositoryPath } from './urls.js'

/** GET /{owner}/{repo}/actions/runs/{id}: a run of a workflow, its jobs, and the deployment that it carries out. There is no log: it is played. */
export function workflowRunPage(c: RepositoryContext): Promise<Response> {
  const { world, repository, now } = c.var
  const run = world.records(repository).workflowRuns.get(pathNumber(c, 'id'))
  if (!run) throw notFound()
  const { workflow, inputs, jobs, deployment } = run
  const body = html`<h1>${workflow.name} #${run.number}</h1>
    <p class="soft">
      ${words(run)} ${relativeTime(now, run.updatedAt)}, started by ${run.event} of ${run.actor.login} on
      <a class="sha" href="${commitPath(repository, run.headSha)}">${run.headSha.slice(0, 7)}</a>, from
      <a href="${blobPath(repository, run.headSha, workflow.path)}">${workflow.path}</a>. The local GitHub plays it;
      nothing is executed, and there is no log.
    </p>
    <section class="box spaced" aria-label="Jobs">
      <header><h2>Jobs</h2></header>
      <ul class="rows">
        ${jobs.map(
          (job) =>
            html`<li>
              <div class="grow"><strong>${job.name}</strong> <span class="badge">${words(job)}</span></div>
              <a href="${repositoryPath(repository, 'runs', job.checkRunId)}">Check</a>
            </li>`,
        )}
      </ul>
    </section>
    ${
      Object.keys(inputs).length > 0 &&
      html`<section class="box spaced" aria-label="Inputs">
        <header><h2>Inputs</h2></header>
        <ul class="rows">
          ${Object.entries(inputs).map(
            ([name, value]) =>
              html`<li>
                <div class="grow">${name}</div>
                <code>${value}</code>
              </li>`,
          )}
        </ul>
      </section>`
    }
    ${
      deployment &&
      html`<section class="box spaced" aria-label="Deployment">
        <header><h2>Deployment</h2></header>
        <ul class="rows">
          ${deploymentRow(repository, deployment, now)}
        </ul>
      </section>`
    }`
  return respondInRepository(c, { title: `${workflow.name} #${run.number}`, tab: 'code', body })
}

function words({ status, conclusion }: { readonly status: string; readonly conclusion: string | undefined }): string {
  return (conclusion ?? status).replaceAll('_', ' ')
}
