import type { Faults, StandingFault } from '../faults/create-faults.js'
import { describeFault } from '../faults/describe-fault.js'
import { faultPresets } from '../faults/fault-presets.js'
import { html, type Html } from './components/html.js'
import { icon } from './components/icon.js'
import type { PageContext } from './page-context.js'
import { respond } from './respond.js'

/** What was written into the form. */
export type FaultDraft = Readonly<Record<string, string | undefined>>

const effects = [
  ['status', 'A request is answered with an error (its status below)'],
  ['status after', 'A request is carried out, then answered with an error (its status below)'],
  ['reset', 'A request finds its connection cut'],
  ['reset after', 'A request is carried out, then its connection is cut'],
  ['hang', 'A request is never answered'],
  ['hang after', 'A request is carried out, and never answered'],
  ['delay', 'A request or webhook comes late (by the milliseconds below)'],
  ['drop', 'A webhook is lost'],
  ['duplicate', 'A webhook comes twice'],
  ['reorder', 'A webhook comes after the next one'],
] as const

const lags = [
  ['readsMs', 'Lists and refs'],
  ['associatedPullRequestsMs', 'Pull requests of a commit'],
  ['mergeableMs', 'Whether it can be merged'],
] as const

/** GET /settings/faults: what goes wrong here, for people who like to break things. */
export async function faultsPage(
  c: PageContext,
  faults: Faults,
  { draft = {}, problems = [] }: { readonly draft?: FaultDraft; readonly problems?: readonly string[] } = {},
): Promise<Response> {
  const standing = faults.list()
  const body = html`<div class="title-row">
      <div>
        <h1>Faults</h1>
        <p class="soft">
          What goes wrong here. These pages stay as they are; programs that ask the API, git and webhooks do not.
        </p>
      </div>
      ${standing.length > 0 ? removal(undefined, 'Remove all') : ''}
    </div>
    ${standing.length > 0 ? table(standing) : nothing()} ${presets()} ${ownRule(draft, problems)} ${lag(c)}`
  return respond(c, { title: 'Faults', body, status: problems.length > 0 ? 422 : 200 })
}

function nothing(): Html {
  return html`<div class="box empty">
    ${icon('check')}
    <h2>Nothing goes wrong</h2>
    <p>Choose something below to see who copes with it.</p>
  </div>`
}

function table(standing: readonly StandingFault[]): Html {
  return html`<section class="box">
    <ul class="rows">
      ${standing.map((fault) => {
        const { what, which, effect } = describeFault(fault.rule)
        return html`<li>
          ${icon(fault.isSpent ? 'check' : 'cross')}
          <div class="grow">
            <strong class="mono">${what}</strong>
            <div class="meta">
              ${which} ${effect}; struck ${fault.hits} of ${fault.matched}${fault.isSpent ? ', and is done' : ''}
            </div>
          </div>
          ${removal(fault.id, 'Remove')}
        </li>`
      })}
    </ul>
  </section>`
}

function removal(id: string | undefined, words: string): Html {
  const label = id === undefined ? words : `${words} ${id}`
  return html`<form method="post" action="/settings/faults/remove">
    ${id === undefined ? '' : html`<input type="hidden" name="id" value="${id}" />`}
    <button class="btn small" aria-label="${label}">${words}</button>
  </form>`
}

function presets(): Html {
  return html`<section class="box">
    <header><h2>Break something</h2></header>
    <form method="post" action="/settings/faults">
      <ul class="rows">
        ${faultPresets.map(
          ({ id, title, why }) =>
            html`<li>
              <div class="grow">
                <strong>${title}</strong>
                <div class="meta">${why}</div>
              </div>
              <button class="btn small" name="preset" value="${id}" aria-label="Break: ${title}">Break</button>
            </li>`,
        )}
      </ul>
    </form>
  </section>`
}

function ownRule({ target = '', effect, number = '', nth }: FaultDraft, problems: readonly string[]): Html {
  return html`<section class="box">
    <header><h2>A rule of your own</h2></header>
    <form class="box-body" method="post" action="/settings/faults">
      ${problems.length > 0 ? html`<div class="notice bad" role="alert"><p>${problems.join('; ')}</p></div>` : ''}
      <div class="field">
        <label for="target">What it is about</label>
        <input type="text" id="target" name="target" value="${target}" required aria-describedby="target-hint" />
        <p class="hint" id="target-hint">
          A request as GitHub’s documentation names it (<code>POST /repos/{owner}/{repo}/issues</code>, with
          <code>*</code> and <code>**</code> for whatever), <code>graphql updateRefs</code> for an operation or a field,
          or <code>webhook pull_request.closed</code>.
        </p>
      </div>
      <div class="field">
        <label for="effect">What happens</label>
        <select id="effect" name="effect">
          ${effects.map(([value, words]) => html`<option value="${value}" ${value === effect ? 'selected' : ''}>${words}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="number">Status or milliseconds</label>
        <input type="text" inputmode="numeric" id="number" name="number" value="${number}" placeholder="502" />
      </div>
      <fieldset>
        <legend>Which of them</legend>
        <label class="inline"
          ><input type="radio" name="nth" value="next" ${nth === 'every' ? '' : 'checked'} /> The next</label
        >
        <label class="inline"
          ><input type="radio" name="nth" value="every" ${nth === 'every' ? 'checked' : ''} /> Every one</label
        >
      </fieldset>
      <div class="actions"><button class="btn primary">Add the rule</button></div>
    </form>
  </section>`
}

function lag(c: PageContext): Html {
  const { settings } = c.var.world.lag
  return html`<section class="box">
    <header><h2>Reads that lag</h2></header>
    <form class="box-body" method="post" action="/settings/faults/lag">
      <p class="soft">How many milliseconds the API shows what was there before. Writes always see what is true.</p>
      ${lags.map(
        ([name, words]) =>
          html`<div class="field">
            <label for="${name}">${words}</label>
            <input type="text" inputmode="numeric" id="${name}" name="${name}" value="${settings[name]}" />
          </div>`,
      )}
      <div class="actions"><button class="btn primary">Set</button></div>
    </form>
  </section>`
}
