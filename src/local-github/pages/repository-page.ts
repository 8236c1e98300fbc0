import { html, counted, type Html } from './components/html.js'
import { commitRow } from './components/commit-list.js'
import { fileList, newestCommits } from './components/file-list.js'
import { findReferences } from './components/find-references.js'
import { icon } from './components/icon.js'
import { readmeBox } from './components/readme.js'
import { refMenu } from './components/ref-menu.js'
import { relativeTime } from './components/relative-time.js'
import type { RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { cloneUrl, commitsPath, releasePath, repositoryPath } from './urls.js'
import type { Repository } from '../world/entities.js'
import type { Environment } from '../world/records.js'
import { latestRelease } from '../world/releases.js'
import { hasRole } from '../world/repositories.js'

/** GET /{owner}/{repo} */
export async function repositoryPage(c: RepositoryContext): Promise<Response> {
  const { world, repository, now, viewer } = c.var
  const git = world.git(repository)
  const branch = repository.defaultBranch
  const head = await git.resolve(`refs/heads/${branch}`)
  const address = cloneUrl(new URL(c.req.url).origin, repository)
  if (!head)
    return respondInRepository(c, {
      title: repository.description,
      tab: 'code',
      body: emptyRepository(address, branch),
    })

  const [branches, tags, entries = [], commits, count, newest] = await Promise.all([
    git.listRefs('refs/heads/'),
    git.listRefs('refs/tags/'),
    git.readTree(head),
    git.log({ from: head, limit: 5 }),
    git.count({ from: head }),
    newestCommits(git, head, ''),
  ])
  const references = await findReferences(
    repository,
    git,
    commits.map(({ message }) => message),
  )
  const listing = { world, repository, references, now }
  const body = html`<h1 class="visually-hidden">${repository.name}</h1>
    ${repository.description !== '' && html`<p class="soft about">${repository.description}</p>`}
    <div class="cols side-first">
      <div>
        <div class="title-row bar">
          ${refMenu(repository, branch, branches, tags)}
          <div class="stats">
            <a href="${repositoryPath(repository, 'branches')}"
              >${icon('branch')} ${counted(branches.length, 'branch', 'branches')}</a
            ><a href="${repositoryPath(repository, 'tags')}">${icon('tag')} ${counted(tags.length, 'tag')}</a
            ><a href="${commitsPath(repository, branch)}">${icon('commit')} ${counted(count, 'commit')}</a>
          </div>
        </div>
        <section class="box" aria-label="Files">
          ${fileList({ repository, ref: branch, path: '', entries, newest, now })}
        </section>
        ${await readmeBox(repository, git, { ref: branch, commit: head, folder: '', entries })}
      </div>
      <aside class="side">
        <section>
          <h2>Clone</h2>
          <div class="clone"><code>git clone ${address}</code></div>
        </section>
        <section>
          <h2>Latest release</h2>
          ${releaseInShort(repository, now)}
        </section>
        ${environmentsInShort(repository, world.records(repository).environments)}
        <section>
          <h2>At work</h2>
          <p>
            ${icon('pull')}
            <a href="${repositoryPath(repository, 'pulls')}">${counted(openPulls(repository), 'open pull request')}</a>
          </p>
          <p>Default branch <a class="ref" href="${commitsPath(repository, branch)}">${branch}</a></p>
          ${
            hasRole(world, repository, viewer, 'admin') &&
            html`<p class="small"><a href="${repositoryPath(repository, 'settings')}">Settings</a></p>`
          }
        </section>
      </aside>
    </div>
    <section class="box">
      <header>
        <h2>Newest commits</h2>
        <a class="small" href="${commitsPath(repository, branch)}">All ${counted(count, 'commit')}</a>
      </header>
      <ul class="rows">
        ${commits.map((commit) => commitRow(listing, commit))}
      </ul>
    </section>`
  return respondInRepository(c, { title: repository.description || 'Code', tab: 'code', body })
}

function releaseInShort(repository: Repository, now: Date): Html {
  const latest = latestRelease(repository)
  if (!latest) return html`<p class="soft">No release yet.</p>`
  return html`<p>
      ${icon('tag')}
      <a class="row-title" href="${releasePath(repository, latest.tagName)}">${latest.name || latest.tagName}</a>
      <span class="badge good">Latest</span>
    </p>
    <p class="meta">${relativeTime(now, latest.publishedAt ?? latest.createdAt)}</p>
    <p class="small"><a href="${repositoryPath(repository, 'releases')}">All releases</a></p>`
}

function environmentsInShort(repository: Repository, environments: ReadonlyMap<string, Environment>): Html | '' {
  if (environments.size === 0) return ''
  return html`<section>
    <h2>Deployments</h2>
    ${[...environments.values()].map(
      ({ name }) => html`<p><a href="${repositoryPath(repository, 'deployments', name)}">${name}</a></p>`,
    )}
    <p class="small"><a href="${repositoryPath(repository, 'deployments')}">All deployments</a></p>
  </section>`
}

function openPulls(repository: Repository): number {
  return [...repository.pullRequests.values()].filter(({ state }) => state === 'open').length
}

function emptyRepository(address: string, branch: string): Html {
  return html`<div class="box">
    <header><h1>This repository is empty</h1></header>
    <div class="box-body">
      <p>Push what you have:</p>
      <pre class="block"><code>git remote add origin ${address}
git branch -M ${branch}
git push -u origin ${branch}</code></pre>
    </div>
  </div>`
}
