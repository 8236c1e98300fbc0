import type { User } from '../../world/entities.js'
import { styleVersion } from '../assets/style.js'
import { liveScriptVersion } from '../assets/live-script.js'
import { avatar } from './avatar.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'

export interface Frame {
  readonly title: string
  readonly viewer: User
  /** Whom the viewer may become. */
  readonly people: readonly User[]
  /** The page's own path, to come back to. */
  readonly path: string
  /** What the page renews itself by: `owner/name`, or `*` for everything. */
  readonly live: string | undefined
}

/** The whole document around a page's content. */
export function layout(frame: Frame, content: Html): Html {
  const { title, path, live } = frame
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Local GitHub</title>
        <link rel="stylesheet" href="/assets/style.css?v=${styleVersion}" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <script src="/assets/live.js?v=${liveScriptVersion}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <div class="wrap">
            <a class="brand" href="/">${icon('harbour')} Local GitHub</a>
            <nav aria-label="Site">
              <a href="/" ${current(path === '/')}>Repositories</a>
              <a href="/settings/deliveries" ${current(path.startsWith('/settings/deliveries'))}>Webhook deliveries</a>
              <a href="/settings/faults" ${current(path.startsWith('/settings/faults'))}>Faults</a>
            </nav>
            ${viewerSwitch(frame)}
          </div>
        </header>
        <main id="main" class="wrap" tabindex="-1" ${live === undefined ? '' : html` data-live="${live}"`}>
          ${content}
        </main>
        <footer class="bottom wrap">A local GitHub: real git, on this machine; nothing leaves it.</footer>
      </body>
    </html>`
}

export function current(is: boolean): Html | '' {
  return is ? html` aria-current="page"` : ''
}

function viewerSwitch({ viewer, people, path }: Frame): Html {
  return html`<details class="viewer">
    <summary>
      ${avatar(viewer)} <span>You are <strong>${viewer.login}</strong></span>
    </summary>
    <form class="panel" method="post" action="/switch-user">
      <p>Look and act as somebody else:</p>
      <input type="hidden" name="return_to" value="${path}" />
      ${people.map(
        (user) =>
          html`<button name="login" value="${user.login}" ${user === viewer ? html` aria-current="true"` : ''}>
            ${avatar(user)} ${user.login}
          </button>`,
      )}
    </form>
  </details>`
}
