/** What an answer of GitHub says of the allowance that it was counted against. Moments are milliseconds of the epoch. */
export interface AllowanceNote {
  /** `core` for REST, `graphql`, and others. */
  readonly resource: string
  readonly limit: number | undefined
  readonly remaining: number | undefined
  /** When the allowance is whole again. */
  readonly resetAt: number | undefined
  /** Until when nothing more may be asked, where the answer was a refusal for asking too much. */
  readonly restUntil: number | undefined
}

/** An answer of GitHub's, without what was asked for; `message` says why, where it was refused. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number | undefined>>
  readonly message?: string
}

/** GitHub asks for a minute where a refusal says nothing (docs: "Best practices for using the REST API"). */
const restWithoutWordMs = 60_000

/** Reads the headers of an answer, and, where it was refused, why. `now` is GitHub's clock, by which it names moments. */
export function readAllowance(answer: Answer, now: Date): AllowanceNote {
  const { status, headers, message = '' } = answer
  const remaining = numberOf(headers['x-ratelimit-remaining'])
  const reset = numberOf(headers['x-ratelimit-reset'])
  const resetAt = reset === undefined ? undefined : reset * 1_000
  const note = {
    resource: String(headers['x-ratelimit-resource'] ?? 'core'),
    limit: numberOf(headers['x-ratelimit-limit']),
    remaining,
    resetAt,
  }
  return { ...note, restUntil: restUntil() }

  function restUntil(): number | undefined {
    const retryAfter = numberOf(headers['retry-after'])
    const isRateLimit = status === 429 || /\brate limit\b/i.test(message)
    const isRefused = isRateLimit || (status === 403 && (retryAfter !== undefined || remaining === 0))
    if (!isRefused) return undefined
    if (retryAfter !== undefined) return now.getTime() + retryAfter * 1_000
    if (remaining === 0 && resetAt !== undefined) return resetAt
    return now.getTime() + restWithoutWordMs
  }
}

function numberOf(header: string | number | undefined): number | undefined {
  const number = Number(header ?? Number.NaN)
  return Number.isFinite(number) ? number : undefined
}
