import type { Repository } from '../../world/entities.js'
import { repositoryPath, treePath } from '../urls.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'

/** The branch or tag that is shown, and the others to go to. */
export function refMenu(
  repository: Repository,
  shown: string,
  branches: readonly { readonly name: string }[],
  tags: readonly { readonly name: string }[],
): Html {
  return html`<details class="menu">
    <summary class="btn small">
      ${icon('branch')} <span class="mono">${shown}</span> <span aria-hidden="true">▾</span>
    </summary>
    <div class="panel">
      <h3>Branches</h3>
      ${links(repository, branches, 'refs/heads/')}
      ${
        tags.length > 0 &&
        html`<h3>Tags</h3>
          ${links(repository, [...tags].reverse(), 'refs/tags/')}`
      }
      <p class="small">
        <a href="${repositoryPath(repository, 'branches')}">All branches</a> ·
        <a href="${repositoryPath(repository, 'tags')}">All tags</a>
      </p>
    </div>
  </details>`
}

function links(repository: Repository, refs: readonly { readonly name: string }[], prefix: string): Html {
  return html`<ul>
    ${refs.slice(0, 15).map(({ name }) => {
      const short = name.replace(prefix, '')
      return html`<li><a href="${treePath(repository, short)}">${short}</a></li>`
    })}
  </ul>`
}
