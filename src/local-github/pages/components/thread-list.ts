import type { Issue, PullRequest, Repository } from '../../world/entities.js'
import { commentsOf } from '../../world/comments.js'
import { threadPath } from '../urls.js'
import { checkMark } from './check-mark.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { labelList } from './label.js'
import { relativeTime } from './relative-time.js'
import { stateOfIssue, stateOfPullRequest } from './state-badge.js'
import { current } from './layout.js'

/** Issues or pull requests, newest first, with what one wants to know of each at a glance. */
export function threadList(repository: Repository, threads: readonly (Issue | PullRequest)[], now: Date): Html {
  return html`<ul class="rows">
    ${threads.map((thread) => threadRow(repository, thread, now))}
  </ul>`
}

/** Open and closed, each with its count. */
export function stateFilter(path: string, shown: 'open' | 'closed', open: number, closed: number): Html {
  return html`<nav class="stats" aria-label="State">
    <a href="${path}" ${current(shown === 'open')}>${open} Open</a
    ><a href="${path}?state=closed" ${current(shown === 'closed')}>${closed} Closed</a>
  </nav>`
}

function threadRow(repository: Repository, thread: Issue | PullRequest, now: Date): Html {
  const state = 'head' in thread ? stateOfPullRequest(thread) : stateOfIssue(thread)
  const comments = commentsOf(repository, thread.number).length
  const href = threadPath(repository, thread.number)
  return html`<li>
    <span
      class="${state.tone === 'open' ? 'green' : state.tone === 'closed' ? 'red' : state.tone === 'grey' ? 'grey' : 'purple'}"
      >${icon(state.icon)}<span class="visually-hidden">${state.word}</span></span
    >
    <div class="grow">
      <div>
        <a class="row-title" href="${href}">${thread.title}</a>
        ${'head' in thread && checkMark(repository, thread.head.sha)}${labelList(repository, thread.labels)}
      </div>
      <div class="meta">#${thread.number} ${words(thread, now)}</div>
    </div>
    ${comments > 0 && html`<a class="aside nowrap" href="${href}" aria-label="${comments} comments">${icon('comment')} ${comments}</a>`}
  </li>`
}

function words(thread: Issue | PullRequest, now: Date): Html {
  const { author, createdAt, state, closedAt, closedBy } = thread
  if ('head' in thread && thread.merged) {
    return html`by ${author.login} was merged ${relativeTime(now, thread.merged.at)}`
  }
  if (state === 'closed')
    return html`by ${author.login} was closed${closedBy && ` by ${closedBy.login}`}
    ${relativeTime(now, closedAt ?? createdAt)}`
  return html`opened ${relativeTime(now, createdAt)} by ${author.login}`
}
