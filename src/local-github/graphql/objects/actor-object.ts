import type { User } from '../../world/entities.js'
import type { QueryContext, SchemaObject } from '../query-context.js'

/** Who did something, as the interface `Actor`: an app's user is a `Bot` there and goes without `[bot]`. */
export function actorObject(context: QueryContext, user: User): SchemaObject {
  const login = user.type === 'Bot' ? user.login.replace(/\[bot\]$/, '') : user.login
  return account(context, user, user.type, login, user.type === 'Bot' ? `/apps/${login}` : `/${login}`)
}

/** An account where the schema wants a `User`: an app's keeps its `[bot]`. */
export function userObject(context: QueryContext, user: User): SchemaObject {
  return account(context, user, 'User', user.login, `/${user.login}`)
}

function account(
  { world, actor }: QueryContext,
  user: User,
  typename: string,
  login: string,
  resourcePath: string,
): SchemaObject {
  return {
    __typename: typename,
    id: user.nodeId,
    databaseId: user.id,
    login,
    name: user.name,
    // What GitHub tells of an account that keeps its address to itself.
    email: '',
    avatarUrl: `${world.url}/${encodeURIComponent(user.login)}.png`,
    resourcePath,
    url: `${world.url}${resourcePath}`,
    isViewer: user.id === actor.user.id,
  }
}
