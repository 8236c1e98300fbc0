import type { GitRepository } from '../git/git-repository.js'
import type { PullRequest, Repository } from '../world/entities.js'
import { hasRole } from '../world/repositories.js'
import { deleteRef } from '../world/refs.js'
import { notFound } from '../world/refusal.js'
import { checkMark } from './components/check-mark.js'
import { html, type Html } from './components/html.js'
import { icon } from './components/icon.js'
import { relativeTime } from './components/relative-time.js'
import { shortSubject } from './components/commit-author.js'
import { readForm, seeOther } from './form.js'
import type { RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { commitPath, comparePath, repositoryPath, threadPath, treePath } from './urls.js'

/** GET /{owner}/{repo}/branches */
export async function branchesPage(c: RepositoryContext): Promise<Response> {
  const { world, repository, viewer, now } = c.var
  const git = world.git(repository)
  const refs = await git.listRefs('refs/heads/')
  const head = refs.find(({ name }) => name === `refs/heads/${repository.defaultBranch}`)?.commit
  const branches = await Promise.all(
    refs.slice(0, 300).map(async ({ name, commit }) => ({
      name: name.replace('refs/heads/', ''),
      commit: await git.readCommit(commit),
      distance: head && refs.length <= 30 ? await distance(git, head, commit) : undefined,
    })),
  )
  branches.sort(
    (a, b) =>
      Number(b.name === repository.defaultBranch) - Number(a.name === repository.defaultBranch) ||
      (b.commit?.committer.date ?? '').localeCompare(a.commit?.committer.date ?? ''),
  )
  const mayDelete = hasRole(world, repository, viewer, 'write')
  const body = html`<h1>Branches</h1>
    <section class="box spaced">
      <ul class="rows">
        ${branches.map(({ name, commit, distance }) => {
          const pull = newestPull(repository, name)
          const isDefault = name === repository.defaultBranch
          return html`<li class="stack">
            <div class="grow">
              <div>
                ${icon('branch')}
                <a class="ref" href="${treePath(repository, name)}">${name}</a>
                ${isDefault && html` <span class="badge">Default</span>`} ${pull && pullLink(repository, pull)}
              </div>
              ${commit && html`<div class="meta"><a href="${commitPath(repository, commit.sha)}">${shortSubject(commit.message, 100)}</a> ${relativeTime(now, commit.committer.date)} ${checkMark(repository, commit.sha)}</div>`}
            </div>
            <div class="actions">
              ${!isDefault && distance && html`<span class="meta nowrap">${distance.ahead} ahead, ${distance.behind} behind</span>`}
              ${!isDefault && html`<a class="btn small" href="${comparePath(repository, repository.defaultBranch, name)}">Compare</a>`}
              ${
                !isDefault && mayDelete && pull?.state !== 'open'
                  ? html`<form method="post" action="${repositoryPath(repository, 'branches', 'delete')}">
                      <input type="hidden" name="branch" value="${name}" /><button
                        class="btn small quiet danger"
                        aria-label="Delete branch ${name}"
                      >
                        ${icon('trash')} Delete
                      </button>
                    </form>`
                  : ''
              }
            </div>
          </li>`
        })}
      </ul>
    </section>
    ${refs.length === 0 && html`<div class="box empty"><p>No branch yet.</p></div>`}`
  return respondInRepository(c, { title: 'Branches', tab: 'code', body })
}

/** POST /{owner}/{repo}/branches/delete */
export async function deleteBranch(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor } = c.var
  const { branch } = await readForm(c)
  if (branch === undefined) throw notFound()
  await deleteRef(world, repository, actor, `refs/heads/${branch}`)
  return seeOther(c, repositoryPath(repository, 'branches'))
}

async function distance(git: GitRepository, base: string, head: string): Promise<{ ahead: number; behind: number }> {
  const output = (await git.run(['rev-list', '--left-right', '--count', `${base}...${head}`])).toString('latin1')
  const [behind = 0, ahead = 0] = output.trim().split(/\s+/).map(Number)
  return { ahead, behind }
}

function newestPull(repository: Repository, branch: string): PullRequest | undefined {
  return [...repository.pullRequests.values()]
    .filter(({ head }) => head.repository === repository && head.ref === branch)
    .at(-1)
}

function pullLink(repository: Repository, { number, merged, state }: PullRequest): Html {
  const word = merged ? 'Merged' : state === 'open' ? 'Open' : 'Closed'
  return html` <a class="small nowrap" href="${threadPath(repository, number)}">#${number}</a>
    <span class="badge">${word}</span>`
}
