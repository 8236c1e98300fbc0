import type { Issue, PullRequest, Repository } from '../../world/entities.js'
import type { ThreadRights } from '../thread-rights.js'
import { threadPath } from '../urls.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { textField } from './text-area.js'

/** The title with its number, a form to edit it for those who may, and a line below it. */
export function threadHead(
  repository: Repository,
  thread: Issue | PullRequest,
  rights: ThreadRights,
  line: Html,
): Html {
  return html`<div class="thread-head">
    <h1>${thread.title} <span class="soft">#${thread.number}</span></h1>
    <div class="line">${line}</div>
    ${
      rights.edit &&
      html`<details class="editor">
        <summary>${icon('pencil')} Edit<span class="visually-hidden"> title</span></summary>
        <form method="post" action="${threadPath(repository, thread.number, 'edit')}">
          ${textField({ id: 'title', name: 'title', label: 'Title', value: thread.title, required: true })}
          <div class="actions start"><button class="btn primary">Save</button></div>
        </form>
      </details>`
    }
  </div>`
}
