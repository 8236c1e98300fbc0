import { editRepository, hasRole } from '../world/repositories.js'
import { html, type Html } from './components/html.js'
import { readForm, seeOther } from './form.js'
import type { RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { insist } from './thread-rights.js'
import { repositoryPath } from './urls.js'

/** GET /{owner}/{repo}/settings, for its administrators. */
export async function repositorySettingsPage(c: RepositoryContext): Promise<Response> {
  const { repository } = c.var
  insist(administers(c))
  const body = html`<h1>Settings</h1>
    <form class="box" method="post" action="${repositoryPath(repository, 'settings')}">
      <div class="box-body">
        ${checkbox('autoCloseIssues', 'Auto-close issues with merged linked pull requests', repository.autoCloseIssues)}
        ${checkbox('deleteBranchOnMerge', 'Automatically delete head branches', repository.deleteBranchOnMerge)}
        <div class="actions"><button class="btn primary">Save</button></div>
      </div>
    </form>`
  return respondInRepository(c, { title: 'Settings', body })
}

/** POST /{owner}/{repo}/settings. A box that is not ticked is not sent. */
export async function postRepositorySettings(c: RepositoryContext): Promise<Response> {
  const { world, repository } = c.var
  insist(administers(c))
  const { autoCloseIssues, deleteBranchOnMerge } = await readForm(c)
  editRepository(world, repository, {
    autoCloseIssues: autoCloseIssues !== undefined,
    deleteBranchOnMerge: deleteBranchOnMerge !== undefined,
  })
  return seeOther(c, repositoryPath(repository, 'settings'))
}

function administers(c: RepositoryContext): boolean {
  const { world, repository, viewer } = c.var
  return !repository.archived && hasRole(world, repository, viewer, 'admin')
}

function checkbox(name: string, label: string, checked: boolean): Html {
  return html`<p>
    <label class="inline"
      ><input type="checkbox" name="${name}" value="1" ${checked ? html` checked` : ''} /> ${label}</label
    >
  </p>`
}
