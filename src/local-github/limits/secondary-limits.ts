/** What a client may do in a short time; GitHub's documented numbers unless told. `Infinity` is no limit. */
export interface SecondaryLimitSettings {
  /** Requests under way at once, REST and GraphQL together. */
  atOnce: number
  /** A read is one point, a write five. */
  restPointsAMinute: number
  graphqlPointsAMinute: number
  /** Issues, pull requests, comments, reviews, releases. */
  contentAMinute: number
  contentAnHour: number
}

/** What one request counts for. */
export interface RequestWeight {
  readonly family: 'rest' | 'graphql'
  readonly isWrite: boolean
  /** How many new issues, pull requests, comments, reviews or releases it makes. */
  readonly content: number
}

/** A request that is under way until `end` is called, or one that is refused. */
export type Begun =
  | { readonly kind: 'begun'; end(): void }
  | { readonly kind: 'refused'; readonly why: 'atOnce' | 'points' | 'content'; readonly retryAfter: number }

export interface SecondaryLimits {
  readonly settings: Readonly<SecondaryLimitSettings>
  set(settings: Partial<SecondaryLimitSettings>): void
  /** Counts a request of a client. */
  begin(client: string, weight: RequestWeight): Begun
}

const minute = 60_000
const hour = 60 * minute

const usual: SecondaryLimitSettings = {
  atOnce: 100,
  restPointsAMinute: 900,
  graphqlPointsAMinute: 2000,
  contentAMinute: 80,
  contentAnHour: 500,
}

/** A window opens with the first request that counts for it, by the clock. */
export function createSecondaryLimits(
  clock: () => Date,
  changed: Partial<SecondaryLimitSettings> = {},
): SecondaryLimits {
  const settings = { ...usual, ...changed }
  const windows = new Map<string, { used: number; readonly resetAt: number }>()
  const underWay = new Map<string, number>()

  function windowOf(name: string, length: number): { used: number; readonly resetAt: number } {
    const now = clock().getTime()
    const known = windows.get(name)
    if (known && known.resetAt > now) return known
    const opened = { used: 0, resetAt: now + length }
    windows.set(name, opened)
    return opened
  }

  function countsOf(client: string, { family, isWrite, content }: RequestWeight) {
    const most = family === 'rest' ? settings.restPointsAMinute : settings.graphqlPointsAMinute
    const points = {
      why: 'points',
      window: windowOf(`${client} ${family}`, minute),
      cost: isWrite ? 5 : 1,
      most,
    } as const
    if (content === 0) return [points]
    const [short, long] = [windowOf(`${client} minute`, minute), windowOf(`${client} hour`, hour)]
    return [
      points,
      { why: 'content', window: short, cost: content, most: settings.contentAMinute } as const,
      { why: 'content', window: long, cost: content, most: settings.contentAnHour } as const,
    ]
  }

  return {
    settings,
    set: (wanted) => void Object.assign(settings, wanted),
    begin(client, weight) {
      const running = underWay.get(client) ?? 0
      if (running >= settings.atOnce) return { kind: 'refused', why: 'atOnce', retryAfter: 60 }
      const counts = countsOf(client, weight)
      const over = counts.find(({ window, cost, most }) => window.used + cost > most)
      if (over) {
        const retryAfter = Math.max(1, Math.ceil((over.window.resetAt - clock().getTime()) / 1000))
        return { kind: 'refused', why: over.why, retryAfter }
      }
      for (const { window, cost } of counts) window.used += cost
      underWay.set(client, running + 1)
      return { kind: 'begun', end: () => void underWay.set(client, (underWay.get(client) ?? 1) - 1) }
    },
  }
}
