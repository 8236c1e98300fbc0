import type { Repository, User } from '../world/entities.js'
import { notFound } from '../world/refusal.js'
import { latestRelease } from '../world/releases.js'
import { mayRead } from '../world/repositories.js'
import { findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { avatar } from './components/avatar.js'
import { counted, html, type Html } from './components/html.js'
import { icon } from './components/icon.js'
import { relativeTime } from './components/relative-time.js'
import { pathPart, type PageContext } from './page-context.js'
import { respond } from './respond.js'
import { repositoryPath } from './urls.js'

/** GET / */
export async function homePage(c: PageContext): Promise<Response> {
  const { world, viewer, now } = c.var
  const repositories = visible(world, viewer)
  const body = html`<div class="title-row">
      <div>
        <h1>Repositories</h1>
        <p class="soft">
          A local GitHub: real git, on this machine, nothing leaves it. You can clone, push, open pull requests and
          merge them as you would there.
        </p>
      </div>
    </div>
    ${repositoryList(repositories, now)}
    ${
      repositories.length === 0 &&
      html`<div class="box empty">
        <h2>No repository yet</h2>
        <p>Start the server with <code>--repo PATH</code> to serve a copy of one of yours.</p>
      </div>`
    }
    <div class="box">
      <ul class="rows">
        <li>
          ${icon('webhook')}
          <div class="grow">
            <a class="row-title" href="/settings/deliveries">Webhook deliveries</a>
            <div class="meta">
              What this GitHub told the apps that are installed here, and what they answered.
              ${counted(world.deliveries.length, 'delivery', 'deliveries')} so far.
            </div>
          </div>
        </li>
      </ul>
    </div>`
  return respond(c, { title: 'Repositories', body, live: true })
}

/** GET /{owner} */
export async function ownerPage(c: PageContext): Promise<Response> {
  const { world, viewer, now } = c.var
  const owner = findUser(world, pathPart(c, 'owner'))
  if (!owner) throw notFound()
  const repositories = visible(world, viewer).filter((repository) => repository.owner === owner)
  const kind = owner.type === 'Bot' ? 'A bot' : owner.type === 'Organization' ? 'An organization' : 'A person'
  const body = html`<div class="title-row">
      <div>
        <h1>${avatar(owner)} ${owner.login}</h1>
        <p class="soft">${kind} of this GitHub${owner.name !== owner.login && html`, ${owner.name}`}.</p>
      </div>
    </div>
    ${repositoryList(repositories, now)}
    ${repositories.length === 0 && html`<div class="box empty"><p>${owner.login} has no repository here.</p></div>`}`
  return respond(c, { title: owner.login, body, live: true })
}

function visible(world: World, viewer: User): Repository[] {
  return [...world.repositories.values()]
    .filter((repository) => mayRead(world, repository, viewer))
    .sort((a, b) => b.pushedAt.localeCompare(a.pushedAt))
}

function repositoryList(repositories: readonly Repository[], now: Date): Html | '' {
  if (repositories.length === 0) return ''
  return html`<div class="box">
    <ul class="rows">
      ${repositories.map((repository) => {
        const open = [...repository.pullRequests.values()].filter(({ state }) => state === 'open').length
        const latest = latestRelease(repository)
        return html`<li class="stack">
          <div class="grow">
            <div>
              ${icon('repository')}
              <a class="row-title" href="${repositoryPath(repository)}">${repository.owner.login}/${repository.name}</a
              >${repository.private && html` <span class="badge">Private</span>`}
            </div>
            ${repository.description !== '' && html`<div class="soft">${repository.description}</div>`}
            <div class="meta stats">
              <a href="${repositoryPath(repository, 'pulls')}">${icon('pull')} ${counted(open, 'open pull request')}</a>
              ${latest && html`<a href="${repositoryPath(repository, 'releases')}">${icon('tag')} ${latest.tagName}</a>`}
            </div>
          </div>
          <div class="aside">Pushed ${relativeTime(now, repository.pushedAt)}</div>
        </li>`
      })}
    </ul>
  </div>`
}
