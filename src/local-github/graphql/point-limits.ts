import type { Actor } from '../world/entities.js'
import type { World } from '../world/world.js'

const hour = 60 * 60 * 1000
const pointsAnHour = 5000

/** What an hour's window of one client stands at. */
export interface PointLimit {
  readonly limit: number
  readonly remaining: number
  readonly used: number
  readonly resetAt: Date
}

/** Counts the points of each person and each installation; a window begins with the first query of it. */
export interface PointLimits {
  look(actor: Actor): PointLimit
  /** Spends points, or gives false where there are not so many left. */
  spend(actor: Actor, points: number): boolean
}

export function createPointLimits(world: World): PointLimits {
  const windows = new Map<string, { used: number; readonly resetAt: number }>()

  function windowOf(actor: Actor) {
    const now = world.clock().getTime()
    const known = windows.get(clientOf(actor))
    if (known && known.resetAt > now) return known
    const opened = { used: 0, resetAt: now + hour }
    windows.set(clientOf(actor), opened)
    return opened
  }

  return {
    look(actor) {
      const { used, resetAt } = windowOf(actor)
      return { limit: pointsAnHour, remaining: Math.max(0, pointsAnHour - used), used, resetAt: new Date(resetAt) }
    },
    spend(actor, points) {
      const window = windowOf(actor)
      if (window.used + points > pointsAnHour) return false
      window.used += points
      return true
    },
  }
}

/** As GitHub names it in its refusal. */
export function clientOf(actor: Actor): string {
  return actor.kind === 'user' ? `user ID ${actor.user.id}` : `installation ID ${actor.installation.id}`
}
