import type { Comment, Issue, PullRequest, Repository, User } from '../../world/entities.js'
import type { ThreadRights } from '../thread-rights.js'
import { threadPath } from '../urls.js'
import { avatar, userName } from './avatar.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { label } from './label.js'
import { textField } from './text-area.js'

/** What a thread is linked with, in words, and how to link it with more. */
export interface LinkedThreads {
  readonly title: string
  readonly words: string
  readonly threads: readonly (Issue | PullRequest)[]
  readonly form?: Html | false
}

/** Labels, assignees, and what is linked, beside a conversation. */
export function threadSide(
  repository: Repository,
  thread: Issue | PullRequest,
  rights: ThreadRights,
  linked: LinkedThreads,
  participants: readonly User[],
): Html {
  return html`<aside class="side">
    <section>
      <h2>Labels</h2>
      ${labels(repository, thread, rights)}
    </section>
    <section>
      <h2>Assignees</h2>
      ${
        thread.assignees.length > 0
          ? html`<ul>
              ${thread.assignees.map((user) => html`<li>${avatar(user)} ${userName(user)}</li>`)}
            </ul>`
          : html`<p class="soft">No one assigned</p>`
      }
    </section>
    ${
      (linked.threads.length > 0 || linked.form) &&
      html`<section>
        <h2>${linked.title}</h2>
        <p class="soft small">${linked.threads.length > 0 ? linked.words : 'Linked with no issue'}</p>
        <ul>
          ${linked.threads.map(({ number, title }) => html`<li><a href="${threadPath(repository, number)}">#${number}</a> ${title}</li>`)}
        </ul>
        ${linked.form ?? ''}
      </section>`
    }
    <section>
      <h2>${participants.length} ${participants.length === 1 ? 'participant' : 'participants'}</h2>
      <ul>
        ${participants.map((user) => html`<li>${avatar(user)} ${userName(user)}</li>`)}
      </ul>
    </section>
  </aside>`
}

function labels(repository: Repository, thread: Issue | PullRequest, rights: ThreadRights): Html {
  const path = threadPath(repository, thread.number, 'labels')
  const none = thread.labels.length === 0 && html`<p class="soft">None yet</p>`
  if (!rights.label)
    return html`${none}
      <ul>
        ${thread.labels.map((name) => html`<li>${label(repository, name)}</li>`)}
      </ul>`
  const others = [...repository.labels.values()].filter(({ name }) => !thread.labels.includes(name))
  return html`${none}${
      thread.labels.length > 0 &&
      html`<form method="post" action="${path}">
        <ul>
          ${thread.labels.map((name) => html`<li>${label(repository, name)} <button class="btn quiet" name="remove" value="${name}" aria-label="Remove label ${name}">${icon('cross')}</button></li>`)}
        </ul>
      </form>`
    }
    <details class="fold small">
      <summary>Add a label</summary>
      <form method="post" action="${path}">
        ${textField({ id: 'label', name: 'add', label: 'Name', required: true, list: 'labels' })}
        <datalist id="labels">${others.map(({ name }) => html`<option value="${name}"></option>`)}</datalist>
        <button class="btn small">Add</button>
      </form>
    </details>`
}

/** Whoever wrote or did something in a conversation, in order. */
export function participantsOf(thread: Issue | PullRequest, comments: readonly Comment[]): readonly User[] {
  const actors = [thread.author, ...comments.map(({ author }) => author), ...thread.events.map(({ actor }) => actor)]
  return [...new Map(actors.map((user) => [user.id, user])).values()]
}
