import { html } from './components/html.js'
import type { PageContext } from './page-context.js'
import { respond } from './respond.js'
import type { Refusal } from '../world/refusal.js'

/** Why something could not be done, in GitHub's words, and a way back. */
export async function refusalPage(c: PageContext, refusal: Refusal): Promise<Response> {
  const { status, message, errors } = refusal
  const heading = status === 404 ? 'There is no such page' : message
  const back = wayBack(c)
  const reasons = errors.map((error) => {
    if (typeof error === 'string') return error
    return error.message ?? [error.resource, error.field, error.code].filter(Boolean).join(' ')
  })
  const body = html`<div class="box empty" role="alert">
    <h1>${heading}</h1>
    ${status === 404 && message !== 'Not Found' ? html`<p>${message}</p>` : ''}
    ${status === 404 ? html`<p>Nothing lives at this address, or you may not see it. You look as <strong>${c.var.viewer.login}</strong>.</p>` : ''}
    ${reasons.map((reason) => html`<p>${reason}</p>`)}
    ${status === 403 ? html`<p>You act as <strong>${c.var.viewer.login}</strong>.</p>` : ''}
    <p><a class="btn" href="${back}">${back === '/' ? 'All repositories' : 'Go back'}</a></p>
  </div>`
  return respond(c, { title: heading, body, status })
}

/** For surprises: what went wrong is for the log, not for the page. */
export async function failurePage(c: PageContext): Promise<Response> {
  const body = html`<div class="box empty" role="alert">
    <h1>Something went wrong here</h1>
    <p>This local server could not finish what you asked for.</p>
    <p><a class="btn" href="/">All repositories</a></p>
  </div>`
  return respond(c, { title: 'Something went wrong', body, status: 500 })
}

/** The page that the form was on. */
function wayBack(c: PageContext): string {
  const referer = c.req.header('referer')
  const here = new URL(c.req.url)
  if (referer === undefined || !URL.canParse(referer)) return '/'
  const { host, pathname, search } = new URL(referer)
  return host === here.host && (c.req.method !== 'GET' || pathname !== here.pathname) ? pathname + search : '/'
}
