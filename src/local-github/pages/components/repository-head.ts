import type { Repository } from '../../world/entities.js'
import { repositoryPath } from '../urls.js'
import { html, type Html } from './html.js'
import { icon, type IconName } from './icon.js'
import { current } from './layout.js'

export type Tab = 'code' | 'issues' | 'pulls' | 'releases'

/** The repository's name and its tabs, on top of each of its pages. */
export function repositoryHead(repository: Repository, tab: Tab | undefined): Html {
  const open = ({ state }: { state: string }) => state === 'open'
  const issues = [...repository.issues.values()].filter(open).length
  const pulls = [...repository.pullRequests.values()].filter(open).length
  const releases = [...repository.releases.values()].filter(({ draft }) => !draft).length
  const tabs: readonly (readonly [Tab, IconName, string, string, number | undefined])[] = [
    ['code', 'code', 'Code', repositoryPath(repository), undefined],
    ['issues', 'issue', 'Issues', repositoryPath(repository, 'issues'), issues],
    ['pulls', 'pull', 'Pull requests', repositoryPath(repository, 'pulls'), pulls],
    ['releases', 'tag', 'Releases', repositoryPath(repository, 'releases'), releases],
  ]
  return html`<div class="repository-head">
    <div class="crumbs">
      ${icon('repository')}
      <span
        ><a href="/${encodeURIComponent(repository.owner.login)}">${repository.owner.login}</a> /
        <strong><a href="${repositoryPath(repository)}">${repository.name}</a></strong></span
      >
      <span class="badge">${repository.private ? 'Private' : 'Public'}</span
      >${repository.archived && html` <span class="badge warn">Archived</span>`}
    </div>
    <nav class="tabs" aria-label="Repository">
      ${tabs.map(
        ([id, name, word, href, count]) =>
          html`<a href="${href}" ${current(id === tab)}
            >${icon(name)} ${word}${count ? html` <span class="count">${count}</span>` : ''}</a
          >`,
      )}
    </nav>
  </div>`
}
