import type { Authenticated } from '../auth/authenticate.js'
import type { World } from '../world/world.js'

const hour = 60 * 60 * 1000

/** What an hour's window of one client stands at; `reset` in seconds since 1970. */
export interface RateLimit {
  readonly limit: number
  readonly remaining: number
  readonly used: number
  readonly reset: number
}

/** Counts requests by client: a person, an installation, an app as itself, or all who did not sign in together. */
export interface RateLimits {
  /** How many more there are, nothing counted. */
  look(auth: Authenticated): RateLimit
  /** Counts one; undefined where none is left. */
  take(auth: Authenticated): RateLimit | undefined
  /** Gives one back: an answer of 304 is free. */
  giveBack(auth: Authenticated): RateLimit
}

/** What each client may ask in an hour. */
export interface RequestsPerHour {
  readonly signedIn: number
  readonly anonymous: number
}

/** A window opens with a client's first request and lasts an hour by the world's clock. GitHub's numbers unless told. */
export function rateLimits(world: World, limits: RequestsPerHour = { signedIn: 5000, anonymous: 60 }): RateLimits {
  const windows = new Map<string, { used: number; resetAt: number }>()

  function windowOf(auth: Authenticated): { used: number; resetAt: number } {
    const now = world.clock().getTime()
    const known = windows.get(clientOf(auth))
    if (known && known.resetAt > now) return known
    const opened = { used: 0, resetAt: now + hour }
    windows.set(clientOf(auth), opened)
    return opened
  }

  function look(auth: Authenticated): RateLimit {
    const { used, resetAt } = windowOf(auth)
    const limit = auth.kind === 'anonymous' ? limits.anonymous : limits.signedIn
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.floor(resetAt / 1000) }
  }

  return {
    look,
    take(auth) {
      if (look(auth).remaining === 0) return undefined
      windowOf(auth).used += 1
      return look(auth)
    },
    giveBack(auth) {
      const window = windowOf(auth)
      window.used = Math.max(0, window.used - 1)
      return look(auth)
    },
  }
}

/** As GitHub names it in its refusal: `installation ID 7`. */
export function clientOf(auth: Authenticated): string {
  switch (auth.kind) {
    case 'anonymous':
      return '127.0.0.1'
    case 'app':
      return `app ID ${auth.app.id}`
    case 'installation':
      return `installation ID ${auth.installation.id}`
    case 'user':
      return `user ID ${auth.user.id}`
  }
}
