import type { Reaction } from '../../world/entities.js'
import { reactionKinds, type ReactionKind } from '../../world/reaction-kind.js'
import { html, type Html } from './html.js'

const faces: Readonly<Record<ReactionKind, string>> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
}

/** The reactions to a comment, a pill for each kind, with who reacted. */
export function reactionPills(reactions: readonly Reaction[]): Html | '' {
  if (reactions.length === 0) return ''
  const kinds = reactionKinds.flatMap((kind) => {
    const people = reactions.filter(({ content }) => content === kind).map(({ user }) => user.login)
    return people.length === 0 ? [] : [{ kind, people }]
  })
  return html`<p class="reactions">
    ${kinds.map(
      ({ kind, people }) =>
        html`<span class="badge" title="${people.join(', ')} reacted with ${kind}"
          ><span role="img" aria-label="${kind}">${faces[kind]}</span> ${people.length}</span
        > `,
    )}
  </p>`
}
