import type { GitCommit, GitRepository } from '../git/git-repository.js'
import type { Repository } from '../world/entities.js'
import { compare } from '../world/compare.js'
import { openPullRequest, openPullRequestFrom } from '../world/pull-requests.js'
import { notFound } from '../world/refusal.js'
import { hasRole } from '../world/repositories.js'
import { commitList } from './components/commit-list.js'
import { splitMessage } from './components/commit-author.js'
import { diffView } from './components/diff-view.js'
import { findReferences } from './components/find-references.js'
import { counted, html, type Html } from './components/html.js'
import { icon } from './components/icon.js'
import { textArea, textField } from './components/text-area.js'
import { namedRevision } from './find-revision.js'
import { readForm, seeOther } from './form.js'
import { pathPart, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { insist } from './thread-rights.js'
import { comparePath, repositoryPath, threadPath } from './urls.js'

/** GET /{owner}/{repo}/compare[?base=&head=]: chooses what to compare. */
export async function chooseComparisonPage(c: RepositoryContext): Promise<Response> {
  const { world, repository } = c.var
  const { base, head } = c.req.query()
  if (base !== undefined && head !== undefined) return seeOther(c, comparePath(repository, base, head))
  const branches = await branchNames(world.git(repository))
  const body = html`<h1>Compare changes</h1>
    <p class="soft">Choose two branches to see what changed, and to open a pull request.</p>
    ${chooser(repository, branches, repository.defaultBranch, branches.find((name) => name !== repository.defaultBranch) ?? '')}
    ${
      branches.length < 2 &&
      html`<div class="box empty">
        <p>
          There is only one branch. Push another one first: <code>git switch -c my-change</code>, commit,
          <code>git push -u origin my-change</code>.
        </p>
      </div>`
    }`
  return respondInRepository(c, { title: 'Compare', tab: 'pulls', body })
}

/** GET /{owner}/{repo}/compare/{base}...{head} */
export async function comparePage(c: RepositoryContext): Promise<Response> {
  const { world, repository, viewer, now } = c.var
  const git = world.git(repository)
  const range = pathPart(c, 'range')
  const [baseName, headName] = range.includes('...') ? range.split('...') : [repository.defaultBranch, range]
  const base = await namedRevision(git, baseName ?? '')
  const head = await namedRevision(git, headName ?? '')
  if (!base || !head) throw notFound()

  const branches = await branchNames(git)
  const { mergeBase, commits, status, behindBy } = await compare(world, repository, base.commit, head.commit)
  const files = await git.diff(mergeBase.sha, head.commit, { patches: true })
  const references = await findReferences(
    repository,
    git,
    commits.map(({ message }) => message),
  )
  const isBranches = base.kind === 'branch' && head.kind === 'branch'
  const existing = isBranches ? openPullRequestFrom(repository, repository, head.ref, base.ref) : undefined
  const mayOpen = isBranches && commits.length > 0 && hasRole(world, repository, viewer, 'write')
  const body = html`<h1>Comparing <span class="ref">${base.ref}</span> … <span class="ref">${head.ref}</span></h1>
    ${isBranches ? chooser(repository, branches, base.ref, head.ref) : ''}
    <p class="soft">${inWords(status, base.ref, head.ref, commits.length, behindBy)}</p>
    ${
      existing
        ? html`<div class="notice">
            <p>
              ${icon('pull')} <a href="${threadPath(repository, existing.number)}">${existing.title}</a> is open for
              these branches.
            </p>
          </div>`
        : mayOpen
          ? pullRequestForm(repository, base.ref, head.ref, commits)
          : ''
    }
    ${
      commits.length > 0 &&
      html`<h2>${counted(commits.length, 'commit')}</h2>
        <div class="spaced">${commitList({ world, repository, references, now }, commits.slice(-250))}</div>
        <h2>Changes</h2>
        ${diffView(repository, head.commit, files)}`
    }`
  return respondInRepository(c, {
    title: `Comparing ${base.ref}...${head.ref}`,
    tab: isBranches ? 'pulls' : 'code',
    body,
  })
}

/** POST /{owner}/{repo}/pulls */
export async function postPullRequest(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor, viewer } = c.var
  insist(hasRole(world, repository, viewer, 'write') && !repository.archived)
  const { title = '', body = '', base = '', head = '', draft } = await readForm(c)
  const { number } = await openPullRequest(world, repository, actor, {
    title: title.trim(),
    body,
    base,
    head,
    draft: draft !== undefined,
  })
  return seeOther(c, threadPath(repository, number))
}

function chooser(repository: Repository, branches: readonly string[], base: string, head: string): Html {
  return html`<form class="box" method="get" action="${repositoryPath(repository, 'compare')}">
    <div class="box-body chooser">
      <div><label for="base">Into</label>${choice('base', branches, base)}</div>
      <div><label for="head">From</label>${choice('head', branches, head)}</div>
      <button class="btn">Compare</button>
    </div>
  </form>`
}

function choice(name: string, branches: readonly string[], chosen: string): Html {
  return html`<select id="${name}" name="${name}">
    ${branches.map((branch) => html`<option value="${branch}" ${branch === chosen ? html` selected` : ''}>${branch}</option>`)}
  </select>`
}

/** Title and text as GitHub fills them in: the only commit's message, else the branch's name. */
function pullRequestForm(repository: Repository, base: string, head: string, commits: readonly GitCommit[]): Html {
  const [only] = commits
  const message = commits.length === 1 && only ? splitMessage(only.message) : undefined
  const title = message?.subject ?? capital(head.replaceAll(/[-_/]+/g, ' '))
  return html`<form class="box" method="post" action="${repositoryPath(repository, 'pulls')}">
    <header><h2>Open a pull request</h2></header>
    <div class="box-body">
      <input type="hidden" name="base" value="${base}" /><input type="hidden" name="head" value="${head}" />
      ${textField({ id: 'title', name: 'title', label: 'Title', value: title, required: true })}
      ${textArea({ id: 'body', name: 'body', label: 'Description, in Markdown', value: message?.body ?? '' })}
      <div class="actions">
        <label class="inline"><input type="checkbox" name="draft" value="1" /> As a draft</label
        ><button class="btn primary">${icon('pull')} Create pull request</button>
      </div>
    </div>
  </form>`
}

function inWords(status: string, base: string, head: string, ahead: number, behind: number): string {
  switch (status) {
    case 'identical':
      return `${base} and ${head} are the same.`
    case 'behind':
      return `There is nothing to compare: ${base} has all that ${head} has, and ${counted(behind, 'commit')} more.`
    case 'diverged':
      return `${head} has ${counted(ahead, 'commit')} that ${base} has not, and lacks ${behind}.`
    default:
      return `${head} has ${counted(ahead, 'commit')} that ${base} has not.`
  }
}

async function branchNames(git: GitRepository): Promise<readonly string[]> {
  return (await git.listRefs('refs/heads/')).map(({ name }) => name.replace('refs/heads/', ''))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
