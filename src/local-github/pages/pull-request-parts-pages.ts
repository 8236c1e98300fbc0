import { checkList } from './components/check-list.js'
import { commitList } from './components/commit-list.js'
import { diffView } from './components/diff-view.js'
import { findReferences } from './components/find-references.js'
import { html } from './components/html.js'
import type { RepositoryContext } from './page-context.js'
import { pullRequestView, respondWithPullRequest } from './pull-request-view.js'

/** GET /{owner}/{repo}/pull/{n}/commits */
export async function pullRequestCommitsPage(c: RepositoryContext): Promise<Response> {
  const view = await pullRequestView(c)
  if (view instanceof Response) return view
  const { world, repository, now } = c.var
  const texts = view.commits.map(({ message }) => message)
  const references = await findReferences(repository, world.git(repository), texts)
  const body = commitList({ world, repository, references, now }, view.commits)
  return respondWithPullRequest(c, view, 'commits', body)
}

/** GET /{owner}/{repo}/pull/{n}/files */
export async function pullRequestFilesPage(c: RepositoryContext): Promise<Response> {
  const view = await pullRequestView(c, { patches: true })
  if (view instanceof Response) return view
  const body = html`<h2 class="visually-hidden">Files changed</h2>
    ${diffView(c.var.repository, view.pullRequest.head.sha, view.files)}`
  return respondWithPullRequest(c, view, 'files', body)
}

/** GET /{owner}/{repo}/pull/{n}/checks */
export async function pullRequestChecksPage(c: RepositoryContext): Promise<Response> {
  const view = await pullRequestView(c)
  if (view instanceof Response) return view
  const { checks, pullRequest } = view
  const sha = html`<span class="sha">${pullRequest.head.sha.slice(0, 7)}</span>`
  const body =
    checks.length === 0
      ? html`<div class="box empty">
          <h2>No checks</h2>
          <p>Nothing has reported on ${sha}, the head of this pull request.</p>
        </div>`
      : html`<section class="box">
          <header><h2>Checks on ${sha}</h2></header>
          <div class="box-body">${checkList(c.var.repository, checks)}</div>
        </section>`
  return respondWithPullRequest(c, view, 'checks', body)
}
