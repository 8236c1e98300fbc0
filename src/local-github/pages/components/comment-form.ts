import type { Issue, PullRequest, Repository, User } from '../../world/entities.js'
import type { ThreadRights } from '../thread-rights.js'
import { threadPath } from '../urls.js'
import { avatar } from './avatar.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { textArea } from './text-area.js'

/** The comment box, with the buttons that close and reopen; they take along what was written. */
export function commentForm(
  repository: Repository,
  thread: Issue | PullRequest,
  viewer: User,
  rights: ThreadRights,
): Html {
  if (!rights.comment)
    return html`<div class="notice">
      <p>${repository.archived ? 'This repository has been archived.' : 'This conversation has been locked.'}</p>
    </div>`
  const to = (verb: string) => threadPath(repository, thread.number, verb)
  return html`<section class="card" id="new-comment">
    <header><h2 class="small">${avatar(viewer)} Add a comment</h2></header>
    <form class="box-body" method="post" action="${to('comments')}">
      ${textArea({ id: 'comment', name: 'body', label: 'Comment, in Markdown', hideLabel: true, placeholder: 'Add your comment here… Markdown is understood.' })}
      <div class="actions">
        ${rights.close && stateButtons(thread, to('state'))}<button class="btn primary">Comment</button>
      </div>
    </form>
  </section>`
}

function stateButtons(thread: Issue | PullRequest, action: string): Html | '' {
  if ('head' in thread) {
    if (thread.merged) return ''
    return thread.state === 'open'
      ? html`<button class="btn" formaction="${action}" name="state" value="closed">
          <span class="red">${icon('pull-closed')}</span> Close pull request
        </button>`
      : html`<button class="btn" formaction="${action}" name="state" value="open">Reopen pull request</button>`
  }
  if (thread.state === 'closed')
    return html`<button class="btn" formaction="${action}" name="state" value="open">Reopen issue</button>`
  return html`<button class="btn" formaction="${action}" name="state" value="not_planned">
      <span class="grey">${icon('not-planned')}</span> Close as not planned
    </button>
    <button class="btn" formaction="${action}" name="state" value="completed">
      <span class="purple">${icon('issue-closed')}</span> Close issue
    </button>`
}
