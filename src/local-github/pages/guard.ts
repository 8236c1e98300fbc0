import { isIP } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import type { World } from '../world/world.js'

/** What no page may do: run or load foreign scripts and styles, be framed, send forms elsewhere. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  'img-src * data:',
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    if (!headers.has('content-security-policy')) headers.set('Content-Security-Policy', policy)
    headers.set('X-Content-Type-Options', 'nosniff')
    // Not `no-referrer`: browsers then send `Origin: null` with forms.
    headers.set('Referrer-Policy', 'same-origin')
    if (!headers.has('cache-control')) headers.set('Cache-Control', 'no-cache')
  }
}

/**
 * A web page elsewhere must not drive this server, nor read it under a name of its own that points here. Answers why a request is
 * turned away, undefined where it may pass. What is no browser sends no `Origin` and passes: it holds no one's cookies.
 */
export function foreignRequest(c: Context, world: World): string | undefined {
  const { host, hostname } = new URL(c.req.url)
  if (!isOwnName(hostname) && host !== hostOf(world.url)) {
    return `This server does not go by the name ${hostname}. Open it at ${world.url}`
  }
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return undefined
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const foreign = origin === undefined ? site !== undefined && site !== 'same-origin' : hostOf(origin) !== host
  return foreign ? 'This form was sent from another site.' : undefined
}

/** Names that nobody on the internet can point at this machine: addresses, one-word names and those of the local network. */
function isOwnName(hostname: string): boolean {
  if (isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || !hostname.includes('.')) return true
  return /\.(?:localhost|local|lan|internal|test|home\.arpa)$/.test(hostname)
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}
