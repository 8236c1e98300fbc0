import type { Reaction } from '../world/entities.js'
import { nodeIdOf } from '../world/ids.js'
import { reactionKinds } from '../world/reaction-kind.js'
import type { World } from '../world/world.js'
import { presentUser } from './present-user.js'

/** How many reactions of each kind there are. `url` is the API's of what they are to. */
export function presentReactions(url: string, reactions: readonly Reaction[] = []): object {
  const counts = reactionKinds.map((kind) => [kind, reactions.filter(({ content }) => content === kind).length])
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) }
}

export function presentReaction(world: World, { id, user, content, createdAt }: Reaction): object {
  return { id, node_id: nodeIdOf('REA', id), user: presentUser(world, user), content, created_at: createdAt }
}
