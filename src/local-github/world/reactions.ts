import { findThread, maySpeakIn } from './comments.js'
import type { Actor, Comment, Reaction, Repository } from './entities.js'
import { Refusal } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/**
 * Reacts to a comment; who did so before in this way did it. GitHub tells nobody.
 * @throws {Refusal} 403 where the thread is locked
 */
export function addReaction(
  world: World,
  repository: Repository,
  actor: Actor,
  comment: Comment,
  content: Reaction['content'],
): { readonly reaction: Reaction; readonly isNew: boolean } {
  const thread = findThread(repository, comment.issueNumber)
  if (thread && !maySpeakIn(world, repository, actor, thread)) {
    throw new Refusal(403, 'Unable to create reaction because issue is locked.')
  }
  const before = comment.reactions.find((one) => one.user.id === actor.user.id && one.content === content)
  if (before) return { reaction: before, isNew: false }
  const id = world.ids.number()
  const reaction = { id, user: actor.user, content, createdAt: nowOf(world) }
  comment.reactions.push(reaction)
  return { reaction, isNew: true }
}
