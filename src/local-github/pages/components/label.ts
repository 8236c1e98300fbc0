import type { Repository } from '../../world/entities.js'
import { html, type Html } from './html.js'

/** A label's own colour is a dot beside its name, so that the name stays readable on any colour. */
export function label(repository: Repository, name: string): Html {
  const color = /^[0-9a-f]{6}$/i.exec(labelNamed(repository, name)?.color ?? '')?.[0] ?? 'ededed'
  return html`<span class="tag-label"
    ><svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <circle cx="5" cy="5" r="4.5" fill="#${color}" /></svg
    >${name}</span
  >`
}

export function labelList(repository: Repository, names: readonly string[]): Html {
  return html`${names.map((name) => html` ${label(repository, name)}`)}`
}

function labelNamed(repository: Repository, name: string) {
  return [...repository.labels.values()].find((known) => known.name.toLowerCase() === name.toLowerCase())
}
