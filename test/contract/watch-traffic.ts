import { checkExchange } from './check-exchange.js'
import { type Exchange, recordExchanges } from './record-exchanges.js'
import { type Contract, type Problem, printProblem } from './validate.js'

/** A departure, with the message that it is in. */
export interface TrafficProblem extends Problem {
  readonly method: string
  /** Path and query as they were sent; for a webhook those of its receiver. */
  readonly url: string
  readonly status: number | undefined
  readonly exchange: Exchange
}

export interface TrafficWatch {
  /** All departures since the watch began. The messages are checked when this is asked for, so that the traffic itself is not slowed down. */
  problems(): readonly TrafficProblem[]
  /** The same for people: a line for each kind of departure, with how often it occurred and where it was seen first. Empty where all is well. */
  report(): string
  /** How many messages to and from GitHub's API, and webhooks, were seen. */
  seen(): number
  stop(): void
}

/**
 * Watches what passes between this process's local GitHub and its clients: REST and GraphQL to the server at the URL that `github` tells (asked at each
 * request, as it is known late and may change), and webhooks to whichever server of this process receives them. Pages and git are left alone.
 */
export function watchTraffic(contract: Contract, github: () => string | undefined): TrafficWatch {
  const waiting: { exchange: Exchange; isGitHub: boolean }[] = []
  const found: TrafficProblem[] = []
  let seen = 0
  const stop = recordExchanges((exchange) => waiting.push({ exchange, isGitHub: exchange.port === portOf(github()) }))

  function problems(): readonly TrafficProblem[] {
    for (const { exchange, isGitHub } of waiting.splice(0)) {
      const checked = checkExchange(contract, exchange, isGitHub)
      if (!checked) continue
      seen++
      const { method, url, status } = exchange
      found.push(...checked.map((problem) => ({ ...problem, method, url, status, exchange })))
    }
    return found
  }

  return {
    problems,
    report: () => reportOf(problems()),
    seen: () => (problems(), seen),
    stop,
  }
}

function reportOf(problems: readonly TrafficProblem[]): string {
  const kinds = new Map<string, TrafficProblem[]>()
  for (const problem of problems) {
    const kind = printProblem({ ...problem, at: problem.at.replaceAll(/\[\d+\]/g, '[]') })
    kinds.set(kind, [...(kinds.get(kind) ?? []), problem])
  }
  return [...kinds]
    .map(([kind, [first, ...more]]) => {
      const count = more.length > 0 ? `, ${more.length + 1} times` : ''
      return `${kind} (${first?.method} ${first?.url} → ${first?.status ?? 'no answer'}${count})`
    })
    .join('\n')
}

function portOf(url: string | undefined): number | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { port, protocol } = new URL(url)
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}
