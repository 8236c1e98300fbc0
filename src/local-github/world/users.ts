import type { User } from './entities.js'
import { nodeIdOf } from './ids.js'
import type { World } from './world.js'

/** Makes an account, or gives the one that has the login already, with the name and e-mail brought up to date. */
export function createUser(
  world: World,
  user: { readonly login: string; readonly name?: string; readonly email?: string; readonly type?: User['type'] },
): User {
  const known = findUser(world, user.login)
  if (known) {
    known.name = user.name ?? known.name
    known.email = user.email ?? known.email
    return known
  }
  const { login, type = 'User' } = user
  const id = world.ids.number()
  const created: User = {
    id,
    nodeId: nodeIdOf(type === 'Organization' ? 'O' : type === 'Bot' ? 'BOT' : 'U', id),
    login,
    name: user.name ?? login,
    email: user.email ?? `${id}+${login}@users.noreply.github.com`,
    type,
    token: type === 'User' ? world.ids.token('ghp_') : '',
  }
  world.users.set(login.toLowerCase(), created)
  return created
}

export function findUser(world: World, login: string): User | undefined {
  return world.users.get(login.toLowerCase())
}

/** Whose `ghp_…` it is. */
export function userByToken(world: World, token: string): User | undefined {
  if (token === '') return undefined
  return [...world.users.values()].find((user) => user.token === token)
}

/** The account that a commit's e-mail belongs to; the noreply addresses carry the login. */
export function userByEmail(world: World, email: string): User | undefined {
  const [, login] = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/i.exec(email) ?? []
  if (login !== undefined) return findUser(world, login)
  const wanted = email.toLowerCase()
  return [...world.users.values()].find((user) => user.email.toLowerCase() === wanted)
}

/** The address that GitHub writes into commits made on its pages and by its API. */
export function noreplyEmail(user: User): string {
  return `${user.id}+${user.login}@users.noreply.github.com`
}
