import { findRepository } from '../world/repositories.js'
import { findUser } from '../world/users.js'
import { maySee } from './access.js'
import { GraphqlFailure } from './graphql-failure.js'
import { nodeOf, objectOfNode } from './nodes.js'
import type { QueryContext } from './query-context.js'

const mostIds = 100

/** The fields of `Query`. */
export function queryRoot(context: QueryContext): object {
  const { actor, objects, rateLimit, world } = context
  const accountOf = (login: string) => {
    const user = findUser(world, login)
    return user?.type === 'Bot' ? undefined : user
  }
  return {
    viewer: () => objects.user(actor.user),
    repository({ owner, name }: { owner: string; name: string }) {
      const found = findRepository(world, owner, name)
      if (found && maySee(context, found)) return objects.repository(found)
      throw new GraphqlFailure('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`)
    },
    user({ login }: { login: string }) {
      const found = accountOf(login)
      if (found?.type === 'User') return objects.user(found)
      throw new GraphqlFailure('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`)
    },
    repositoryOwner({ login }: { login: string }) {
      const found = accountOf(login)
      return found ? objects.actor(found) : null
    },
    node: async ({ id }: { id: string }) => objectOfNode(context, await nodeOf(context, id)),
    nodes({ ids }: { ids: readonly string[] }) {
      if (ids.length > mostIds) {
        throw new GraphqlFailure(
          'ARGUMENT_LIMIT',
          `You may not provide more than ${mostIds} node ids; you provided ${ids.length}.`,
        )
      }
      return ids.map(async (id) => objectOfNode(context, await nodeOf(context, id)))
    },
    rateLimit: () => rateLimit,
  }
}
