import type { Actor, App } from '../world/entities.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { appOfJwt } from './app-jwt.js'
import { actorOfToken } from './installation-token.js'

/** Who sends a request: nobody in particular, an app as itself (by its JSON web token), a person, or an installation. */
export type Authenticated = { readonly kind: 'anonymous' } | { readonly kind: 'app'; readonly app: App } | Actor

/**
 * Reads an `Authorization` header: `Bearer` or `token` with an app's JSON web token, an installation's token or a person's; `Basic` as
 * git sends it, where the token is the password, or the user name where the password is missing or `x-oauth-basic`.
 * @throws {Refusal} 401, in GitHub's words
 */
export async function authenticate(world: World, authorization: string | undefined): Promise<Authenticated> {
  if (authorization === undefined || authorization.trim() === '') return { kind: 'anonymous' }
  const [scheme = '', credentials = ''] = authorization.trim().split(/\s+/, 2)
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'token':
      return isJwt(credentials) ? { kind: 'app', app: await appOfJwt(world, credentials) } : actorOf(world, credentials)
    case 'basic':
      return actorOf(world, tokenOfBasic(credentials))
    default:
      throw badCredentials()
  }
}

function isJwt(credentials: string): boolean {
  return credentials.split('.').length === 3
}

function actorOf(world: World, token: string): Actor {
  const actor = actorOfToken(world, token)
  if (!actor) throw badCredentials()
  return actor
}

function tokenOfBasic(credentials: string): string {
  const decoded = Buffer.from(credentials, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  const [user, password] = colon < 0 ? [decoded, ''] : [decoded.slice(0, colon), decoded.slice(colon + 1)]
  return password === '' || password === 'x-oauth-basic' ? user : password
}

function badCredentials(): Refusal {
  return new Refusal(401, 'Bad credentials')
}
