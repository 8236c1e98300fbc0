import type { PullRequest, Repository } from '../../world/entities.js'
import { issuesLinkedByHand } from '../../world/issue-links.js'
import { threadPath } from '../urls.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { textField } from './text-area.js'

/** Links a pull request with issues by hand, and takes such links back; what the description names is unlinked there. */
export function linkIssueForm(repository: Repository, pullRequest: PullRequest): Html {
  const path = threadPath(repository, pullRequest.number, 'links')
  const linked = issuesLinkedByHand(repository, pullRequest)
  const others = [...repository.issues.values()].filter((issue) => issue.state === 'open' && !linked.includes(issue))
  return html`${
      linked.length > 0 &&
      html`<form method="post" action="${path}">
        <ul>
          ${linked.map(({ number }) => html`<li>#${number}, linked by hand <button class="btn quiet" name="remove" value="${number}" aria-label="Unlink issue #${number}">${icon('cross')}</button></li>`)}
        </ul>
      </form>`
    }
    <details class="fold small">
      <summary>Link an issue</summary>
      <form method="post" action="${path}">
        ${textField({ id: 'link', name: 'add', label: 'Number', required: true, list: 'open-issues' })}
        <datalist id="open-issues">
          ${others.map(({ number, title }) => html`<option value="#${number}">${title}</option>`)}
        </datalist>
        <button class="btn small">Link</button>
      </form>
    </details>`
}
