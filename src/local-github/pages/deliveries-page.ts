import type { Delivery } from '../world/delivery.js'
import type { World } from '../world/world.js'
import { counted, html, type Html } from './components/html.js'
import { icon } from './components/icon.js'
import { pager, pageNumber } from './components/pager.js'
import { relativeTime } from './components/relative-time.js'
import type { PageContext } from './page-context.js'
import { respond } from './respond.js'
import { repositoryPath } from './urls.js'

const perPage = 50

/** GET /settings/deliveries, newest first. */
export async function deliveriesPage(c: PageContext): Promise<Response> {
  const { world, now } = c.var
  const page = pageNumber(c)
  const newest = [...world.deliveries].reverse()
  const shown = newest.slice((page - 1) * perPage, page * perPage)
  const body = html`<div class="title-row">
      <div>
        <h1>Webhook deliveries</h1>
        <p class="soft">Each message that this GitHub sent to an app that is installed here, and what came back.</p>
      </div>
    </div>
    ${apps(world)}
    ${
      shown.length > 0
        ? html`<section class="box">
            <table class="list">
              <caption class="visually-hidden">
                Deliveries, newest first
              </caption>
              <thead>
                <tr>
                  <th scope="col">Event</th>
                  <th scope="col">Answer</th>
                  <th scope="col">Repository</th>
                  <th scope="col">Delivery</th>
                  <th scope="col">When</th>
                </tr>
              </thead>
              <tbody>
                ${shown.map((delivery) => row(world, delivery, now))}
              </tbody>
            </table>
          </section>`
        : html`<div class="box empty">
            ${icon('webhook')}
            <h2>Nothing has been delivered yet</h2>
            <p>
              ${world.apps.size === 0 ? 'No app is registered here.' : 'Push, or open a pull request, and it will be told here.'}
            </p>
          </div>`
    }
    ${pager(c, page, newest.length > page * perPage, ['Newer', 'Older'])}`
  return respond(c, { title: 'Webhook deliveries', body, live: true })
}

export function eventName({ event, action }: Delivery): string {
  return action === null ? event : `${event}.${action}`
}

/** What came back, in words and colour. */
export function answerBadge({ response }: Delivery): Html {
  if (!response) return html`<span class="badge warn">under way</span>`
  const good = response.statusCode >= 200 && response.statusCode < 300
  const words = response.statusCode === 0 ? response.status : String(response.statusCode)
  return html`<span class="badge ${good ? 'good' : 'bad'}">${icon(good ? 'check' : 'cross')} ${words}</span>`
}

export function repositoryLink(world: World, { repositoryId }: Delivery): Html {
  const repository = [...world.repositories.values()].find(({ id }) => id === repositoryId)
  if (!repository) return html`<span class="soft">–</span>`
  return html`<a href="${repositoryPath(repository)}">${repository.owner.login}/${repository.name}</a>`
}

function row(world: World, delivery: Delivery, now: Date): Html {
  const { id, guid, redelivery, response, deliveredAt } = delivery
  return html`<tr>
    <td>
      <a class="row-title" href="/settings/deliveries/${id}">${eventName(delivery)}</a
      >${redelivery && html` <span class="badge">redelivery</span>`}
    </td>
    <td class="nowrap" data-name="Answer">
      ${answerBadge(delivery)}${response && html` <span class="soft small">${response.durationMs} ms</span>`}
    </td>
    <td data-name="Repository">${repositoryLink(world, delivery)}</td>
    <td data-name="Delivery"><span class="sha soft" title="${guid}">${guid.slice(0, 8)}</span></td>
    <td class="nowrap soft small">${relativeTime(now, deliveredAt)}</td>
  </tr>`
}

function apps(world: World): Html | '' {
  if (world.apps.size === 0) return ''
  return html`<div class="box">
    <ul class="rows">
      ${[...world.apps.values()].map(({ name, webhook, events }) => {
        return html`<li>
          ${icon('webhook')}
          <div class="grow">
            <strong>${name}</strong>
            <div class="meta">
              is told of
              ${counted(events.length, 'event')}${webhook.url === '' ? ', once it has an address' : html` at <span class="mono">${webhook.url}</span>`}
            </div>
          </div>
        </li>`
      })}
    </ul>
  </div>`
}
