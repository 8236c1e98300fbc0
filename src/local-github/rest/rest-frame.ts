import type { Context, MiddlewareHandler } from 'hono'
import { authenticate } from '../auth/authenticate.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { clientOf, type RateLimit, type RateLimits } from './rate-limit.js'
import type { RestEnv } from './rest-request.js'

const documentation = 'https://docs.github.com/rest'

/** What surrounds every request: who sends it, how many more they may send, and the headers that GitHub puts on each answer. */
export function restFrame(world: World, limits: RateLimits): MiddlewareHandler<RestEnv> {
  return async (c, next) => {
    try {
      const auth = await authenticate(world, c.req.header('authorization'))
      c.set('auth', auth)
      const isFree = /\/rate_limit\/?$/.test(c.req.path)
      const taken = isFree ? limits.look(auth) : limits.take(auth)
      if (!taken) {
        c.res = refused(403, `API rate limit exceeded for ${clientOf(auth)}.`)
        limitHeaders(c, limits.look(auth))
        return
      }
      await next()
      limitHeaders(c, c.res.status === 304 && !isFree ? limits.giveBack(auth) : limits.look(auth))
    } catch (error) {
      c.res = answerOfError(error)
    } finally {
      frameHeaders(world, c)
    }
  }
}

/** An error as GitHub words it; what is no refusal is a 500 and the server's own fault. */
export function answerOfError(error: unknown): Response {
  if (error instanceof Refusal) return refused(error.status, error.message, error.errors)
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`The local GitHub failed: ${reason}\n`)
  return refused(500, 'Server Error')
}

export function refused(status: number, message: string, errors: Refusal['errors'] = []): Response {
  const body = {
    message,
    ...(errors.length > 0 ? { errors } : {}),
    documentation_url: documentation,
    status: String(status),
  }
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8' } })
}

function limitHeaders(c: Context, limit: RateLimit): void {
  c.header('X-RateLimit-Limit', String(limit.limit))
  c.header('X-RateLimit-Remaining', String(limit.remaining))
  c.header('X-RateLimit-Reset', String(limit.reset))
  c.header('X-RateLimit-Used', String(limit.used))
  c.header('X-RateLimit-Resource', 'core')
}

function frameHeaders(world: World, c: Context): void {
  // Clients read the drift of their own clock out of `Date`, so it has to be the world's.
  c.header('Date', world.clock().toUTCString())
  c.header('X-GitHub-Request-Id', world.ids.guid().replaceAll('-', ':').toUpperCase())
  c.header('X-GitHub-Media-Type', mediaTypeOf(c.req.header('accept')))
  c.header('X-GitHub-Api-Version-Selected', c.req.header('x-github-api-version') ?? '2022-11-28')
  c.header('Vary', 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With')
}

function mediaTypeOf(accept: string | undefined): string {
  const [, version = 'v3', , parameter, format = 'json'] =
    /application\/vnd\.github(?:\.(v\d))?(\.([a-z-]+))?(?:\+([a-z]+))?/.exec(accept ?? '') ?? []
  return `github.${version}${parameter === undefined ? '' : `; param=${parameter}`}; format=${format}`
}
