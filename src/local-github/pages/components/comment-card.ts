import type { Reaction, User } from '../../world/entities.js'
import { avatar, userName } from './avatar.js'
import type { References } from './find-references.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { markdown } from './markdown.js'
import { reactionPills } from './reaction-pills.js'
import { relativeTime } from './relative-time.js'
import { textArea } from './text-area.js'

export interface CommentCard {
  readonly id: string
  readonly author: User
  readonly body: string
  readonly createdAt: string
  readonly updatedAt: string | undefined
  readonly references: References
  readonly now: Date
  /** Owner, author of the thread, and the like. */
  readonly role: string | undefined
  /** Where edits of the body go; undefined where the viewer may not edit. */
  readonly editPath: string | undefined
  readonly deletePath: string | undefined
  readonly reactions: readonly Reaction[]
}

/** A description or comment, rendered, with a form to edit it for those who may. */
export function commentCard(card: CommentCard): Html {
  const { id, author, body, createdAt, updatedAt, now, references, role, editPath, deletePath } = card
  const edited = updatedAt !== undefined && updatedAt !== createdAt ? ' · edited' : ''
  return html`<article class="card" id="${id}">
    <header>
      ${avatar(author)}
      <span
        >${userName(author)} commented
        <a class="quiet-link" href="#${id}">${relativeTime(now, createdAt)}</a>${edited}</span
      >
      ${role !== undefined && html`<span class="badge">${role}</span>`}
    </header>
    <div class="box-body">${markdown(body, { references, breaks: true })}</div>
    ${reactionPills(card.reactions)} ${editPath !== undefined && editor(card, editPath, deletePath)}
  </article>`
}

function editor({ id, body }: CommentCard, editPath: string, deletePath: string | undefined): Html {
  return html`<details class="editor">
    <summary>${icon('pencil')} Edit</summary>
    <form method="post" action="${editPath}">
      ${textArea({ id: `edit-${id}`, name: 'body', label: 'Text, in Markdown', value: body, hideLabel: true, className: 'tall code' })}
      <div class="actions">
        ${deletePath !== undefined && html`<button class="btn quiet danger" formaction="${deletePath}">${icon('trash')} Delete</button>`}
        <button class="btn primary">Save</button>
      </div>
    </form>
  </details>`
}
