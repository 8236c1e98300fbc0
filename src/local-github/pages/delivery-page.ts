import { notFound, Refusal } from '../world/refusal.js'
import { html, type Html } from './components/html.js'
import { relativeTime } from './components/relative-time.js'
import { answerBadge, eventName, repositoryLink } from './deliveries-page.js'
import { seeOther } from './form.js'
import { pathNumber, type PageContext } from './page-context.js'
import { respond } from './respond.js'

const mostText = 200_000

/** GET /settings/deliveries/{id} */
export async function deliveryPage(c: PageContext): Promise<Response> {
  const { world, now, options } = c.var
  const delivery = world.deliveries.find(({ id }) => id === pathNumber(c, 'id'))
  if (!delivery) throw notFound()
  const { guid, app, request, response, deliveredAt, redelivery } = delivery
  const body = html`<p class="small"><a href="/settings/deliveries">All deliveries</a></p>
    <div class="title-row">
      <h1>${eventName(delivery)}</h1>
      ${options.redeliver && html`<form method="post" action="/settings/deliveries/${delivery.id}/redeliver"><button class="btn">Redeliver</button></form>`}
    </div>
    <section class="box">
      <div class="box-body">
        <dl class="facts">
          <dt>Answer</dt>
          <dd>${answerBadge(delivery)}${response && html` in ${response.durationMs} ms`}</dd>
          <dt>Delivered</dt>
          <dd>${relativeTime(now, deliveredAt)}${redelivery && html` <span class="badge">redelivery</span>`}</dd>
          <dt>To</dt>
          <dd>${app.name} at <span class="mono">${app.webhook.url}</span></dd>
          <dt>Repository</dt>
          <dd>${repositoryLink(world, delivery)}</dd>
          <dt>GUID</dt>
          <dd><span class="mono">${guid}</span></dd>
        </dl>
      </div>
    </section>
    <section class="box">
      <header><h2>Request</h2></header>
      <div class="box-body">
        <h3>Headers</h3>
        <pre class="block">${Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\n`)}</pre>
      </div>
      ${block('Payload', JSON.stringify(request.payload, null, 2))}
    </section>
    <section class="box">
      <header><h2>Response</h2></header>
      ${response ? block('Body', response.body === '' ? '(empty)' : response.body) : html`<p class="box-body soft">It is still under way.</p>`}
    </section>`
  return respond(c, { title: `${eventName(delivery)} · Webhook deliveries`, body, live: true })
}

/** POST /settings/deliveries/{id}/redeliver */
export async function postRedelivery(c: PageContext): Promise<Response> {
  const { world, options } = c.var
  const id = pathNumber(c, 'id')
  if (!world.deliveries.some((delivery) => delivery.id === id)) throw notFound()
  if (!options.redeliver) throw new Refusal(422, 'This server does not deliver webhooks.')
  await options.redeliver(id)
  return seeOther(c, '/settings/deliveries')
}

function block(title: string, text: string): Html {
  const shown = text.length > mostText ? `${text.slice(0, mostText)}\n…` : text
  return html`<div class="box-body">
    <h3>${title}</h3>
    <pre class="block" tabindex="0" aria-label="${title}">${shown}</pre>
  </div>`
}
