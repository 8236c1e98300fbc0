import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { User } from '../world/entities.js'
import { Refusal } from '../world/refusal.js'
import { createUser, findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { readForm, seeOther } from './form.js'
import type { PageContext } from './page-context.js'

/** Who looks: the user that the cookie names, else the one that acts for whoever has not said. */
export function viewerOf(c: Context, world: World, anonymous: string): User {
  const chosen = findUser(world, getCookie(c, 'as') ?? '')
  return chosen?.type === 'User' ? chosen : createUser(world, { login: anonymous })
}

/** POST /switch-user */
export async function switchUser(c: PageContext): Promise<Response> {
  const { login, return_to: back } = await readForm(c)
  const user = findUser(c.var.world, login ?? '')
  if (user?.type !== 'User') throw new Refusal(422, 'There is no such user.')
  setCookie(c, 'as', user.login, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 400 * 86_400 })
  return seeOther(c, back !== undefined && /^\/(?![/\\])/.test(back) ? back : '/')
}
