import { getOperationAST, parse } from 'graphql'
import { loadSchema } from '../../src/local-github/graphql/load-schema.js'
import { costOf } from '../../src/local-github/graphql/query-limits.js'
import { recordExchanges } from '../contract/record-exchanges.js'

/** One look of the bot: what it asked, in order, and what its GraphQL queries cost in points, by GitHub's formula. */
export interface CountedLook {
  readonly requests: readonly string[]
  readonly points: number
}

/**
 * Counts what the bot asks the GitHub at `url` about repositories, look by look, until it is stopped. Tokens, and the lists of
 * installations that a start reads, belong to no look.
 */
export function countLooks(url: string): { stop(): readonly CountedLook[] } {
  const port = Number(new URL(url).port)
  const schema = loadSchema()
  const looks: { requests: string[]; points: number }[] = []
  const stop = recordExchanges((exchange) => {
    const path = exchange.url.replace(/^\/api(\/v3)?/, '')
    const isGraphql = path === '/graphql'
    if (exchange.port !== port || (!isGraphql && !path.startsWith('/repos/'))) return
    if (isGraphql && exchange.requestBody.includes('defaultBranchRef')) looks.push({ requests: [], points: 0 })
    const look = looks.at(-1)
    if (look === undefined) throw new Error(`a request before any look: ${exchange.method} ${path}`)
    look.requests.push(`${exchange.method} ${decodeURIComponent(path)}`)
    if (isGraphql) look.points += pointsOf(exchange.requestBody)
  })

  function pointsOf(body: string): number {
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> }
    const document = parse(query)
    const operation = getOperationAST(document)
    return operation ? costOf(schema, document, operation, variables).cost : 0
  }

  return {
    stop() {
      stop()
      return looks
    },
  }
}
