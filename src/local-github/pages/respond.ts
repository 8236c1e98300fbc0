import type { Html } from './components/html.js'
import { html } from './components/html.js'
import { layout } from './components/layout.js'
import { repositoryHead, type Tab } from './components/repository-head.js'
import type { PageContext, RepositoryContext } from './page-context.js'

export interface PageContent {
  /** The document's title; the heading is the body's. */
  readonly title: string
  readonly body: Html
  readonly status?: 200 | 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 422 | 500
  /** Renews itself whenever anything happens anywhere. */
  readonly live?: boolean
}

/** A page that belongs to no repository. */
export async function respond(
  c: PageContext,
  { title, body, status = 200, live = false }: PageContent,
): Promise<Response> {
  return c.html(await layout({ ...frameOf(c), title, live: live ? '*' : undefined }, body), status)
}

/** A page of a repository, below its name and tabs; renews itself when something happens in it. */
export async function respondInRepository(
  c: RepositoryContext,
  { title, body, tab, status = 200 }: PageContent & { readonly tab?: Tab },
): Promise<Response> {
  const { repository } = c.var
  const name = `${repository.owner.login}/${repository.name}`
  const frame = { ...frameOf(c), title: `${title} · ${name}`, live: status === 200 ? name : undefined }
  return c.html(await layout(frame, html`${repositoryHead(repository, tab)}${body}`), status)
}

function frameOf(c: PageContext | RepositoryContext) {
  const { world, viewer } = c.var
  const { pathname, search } = new URL((c as PageContext).req.url)
  const people = [...world.users.values()].filter(({ type }) => type === 'User')
  return { viewer, people, path: (c as PageContext).req.method === 'GET' ? pathname + search : '/' }
}
