import type { Repository } from '../../world/entities.js'
import { treePath } from '../urls.js'
import { html, type Html } from './html.js'

/** `harbour / src / index.ts`, each folder a link. */
export function pathCrumbs(repository: Repository, ref: string, path: string): Html {
  const parts = path === '' ? [] : path.split('/')
  const folders = [repository.name, ...parts].map((name, index) => ({ name, to: parts.slice(0, index).join('/') }))
  return html`${folders.map(({ name, to }, index) =>
    index === folders.length - 1
      ? html`<strong>${name}</strong>`
      : html`<a href="${treePath(repository, ref, to)}">${name}</a> <span class="soft">/</span> `,
  )}`
}
