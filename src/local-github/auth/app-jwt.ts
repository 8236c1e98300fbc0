import { createPublicKey } from 'node:crypto'
import { decodeJwt, jwtVerify } from 'jose'
import type { App } from '../world/entities.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'

const longestLife = 10 * 60
const undecodable = 'A JSON web token could not be decoded'
const badExpiry =
  "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires"
const farExpiry = "'Expiration time' claim ('exp') is too far in the future"
const badIssue = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"

/**
 * The app that signed a JSON web token (RS256): `iss` is its id or client id, `exp` at most ten minutes ahead, `iat` not ahead, all by
 * the world's clock.
 * @throws {Refusal} 401, in GitHub's words; octokit reads the clock's drift out of those about `exp` and `iat`
 */
export async function appOfJwt(world: World, jwt: string): Promise<App> {
  const app = appOfIssuer(world, issuerOf(jwt))
  if (!app) throw new Refusal(401, undecodable)
  const now = Math.floor(world.clock().getTime() / 1000)
  const claims = await verifiedClaims(jwt, app)
  if (!Number.isInteger(claims.iat) || Number(claims.iat) > now) throw new Refusal(401, badIssue)
  if (typeof claims.exp !== 'number' || claims.exp <= now) throw new Refusal(401, badExpiry)
  if (claims.exp > now + longestLife) throw new Refusal(401, farExpiry)
  return app
}

function issuerOf(jwt: string): string {
  try {
    // Numbers are what old clients send, though the standard wants text.
    const issuer: unknown = decodeJwt(jwt).iss
    return typeof issuer === 'string' || typeof issuer === 'number' ? String(issuer) : ''
  } catch {
    throw new Refusal(401, undecodable)
  }
}

function appOfIssuer(world: World, issuer: string): App | undefined {
  return [...world.apps.values()].find((app) => String(app.id) === issuer || app.clientId === issuer)
}

async function verifiedClaims(jwt: string, app: App): Promise<{ iat?: unknown; exp?: unknown }> {
  const key = createPublicKey(app.publicKey)
  try {
    // Only the signature is jose's to judge: at the beginning of time no token is expired, and the words for time are GitHub's.
    const { payload } = await jwtVerify(jwt, key, { algorithms: ['RS256'], currentDate: new Date(0) })
    return payload
  } catch {
    throw new Refusal(401, undecodable)
  }
}
