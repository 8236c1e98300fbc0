import type { Repository } from '../../world/entities.js'
import { repositoryPath } from '../urls.js'
import { verdictIcon, type Check } from './check-mark.js'
import { html, type Html } from './html.js'

/** Each check with its verdict in words. */
export function checkList(repository: Repository, checks: readonly Check[]): Html {
  return html`<ul class="checks">
    ${checks.map(({ name, verdict, words, detail, by, run, url }) => {
      const to = run ? repositoryPath(repository, 'runs', run.id) : safeUrl(url)
      return html`<li>
        ${verdictIcon(verdict)}
        <div>
          <strong>${name}</strong>
          <span class="soft small">${by} — ${words}</span>${detail !== '' && html`<div class="small">${detail}</div>`}
        </div>
        ${to !== undefined && html`<a class="small" href="${to}" aria-label="Details of ${name}">Details</a>`}
      </li>`
    })}
  </ul>`
}

/** Addresses that apps give may be anything; only web addresses become links. */
export function safeUrl(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined
}
