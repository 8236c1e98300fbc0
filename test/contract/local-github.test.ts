import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startAsked } from './ask/asked-github.js'
import { readRestDescription, readWebhookDescription, type Schema } from './description.js'
import { askEveryOperation } from './ask/every-operation.js'
import { type Mutant, withoutRequired, withUnknown } from './mutants.js'
import { operationTable } from './operation-table.js'
import { type Exchange, recordExchanges } from './record-exchanges.js'
import { refusalSchema } from './statuses-for-all.js'
import { type Contract, createContract, printProblem, type Problem } from './validate.js'
import { type TrafficWatch, watchTraffic } from './watch-traffic.js'

const rest = readRestDescription()
const webhooks = readWebhookDescription()
const find = operationTable(rest.operations)

let contract: Contract
let traffic: TrafficWatch
let refusals: string[]
let served: readonly string[]
let port: number
const exchanges: Exchange[] = []

beforeAll(async () => {
  contract = createContract()
  const github = await startAsked()
  served = github.served
  port = Number(new URL(github.asked.url).port)
  traffic = watchTraffic(contract, () => github.asked.url)
  const stop = recordExchanges((exchange) => exchanges.push(exchange))
  refusals = await askEveryOperation(github.asked)
  await github.idle()
  await github.close()
  stop()
}, 60_000)

afterAll(() => traffic.stop())

test('the local GitHub does what its clients ask, and refuses as GitHub does', () => {
  expect(refusals).toEqual([])
})

test('every operation that is served was asked', () => {
  const asked = exchanges
    .filter((exchange) => exchange.port === port)
    .map(({ method, url }) => `${method} ${belowRoot(pathOf(url))}`)
  expect(served.filter((route) => !asked.some((each) => patternOf(route).test(each)))).toEqual([])
})

test('what the local GitHub answers and sends is as GitHub describes itself', () => {
  expect(traffic.report()).toBe('')
})

describe('whatever is changed in what was said is found', () => {
  test('a required field is dropped from an answer', () => {
    const mutants = mutantsOf(firstOfEach('response'), responseOf, (exchange, body) => {
      const schema = answerSchema(exchange)
      return schema ? withoutRequired(rest.schemas, schema, body) : []
    })
    const missed = unnoticed(mutants, ({ method, url, status = 0, responseHeaders }, body) =>
      contract.response(method, pathOf(url), status, responseHeaders, body),
    )
    expect(missed).toEqual([])
    expect(mutants.length).toBeGreaterThan(2000)
  })

  test('a required field is dropped from a request', () => {
    const mutants = mutantsOf(firstOfEach('request'), requestOf, (exchange, body) => {
      const schema = askedSchema(exchange)
      return schema ? withoutRequired(rest.schemas, schema, body) : []
    })
    expect(unnoticed(mutants, askedWithBody)).toEqual([])
    expect(mutants.length).toBeGreaterThan(30)
  })

  test('an unknown field is added to a request', () => {
    const mutants = mutantsOf(firstOfEach('request'), requestOf, (exchange, body) => {
      const schema = askedSchema(exchange)
      if (isFile(exchange)) return []
      if (!schema) return [{ change: 'a body where there is none', body: { not_of_github: 1 } }]
      return withUnknown(rest.schemas, schema, body)
    })
    expect(unnoticed(mutants, askedWithBody)).toEqual([])
    expect(mutants.length).toBeGreaterThan(80)
  })

  test('an unknown parameter is added to a query', () => {
    const mutants = mutantsOf(firstOfEach('request'), queryOf, (_exchange, query) => [
      { change: 'query with more', body: `${query}&not_of_github=1` },
    ])
    const missed = unnoticed(mutants, (exchange, query) =>
      contract.request(
        exchange.method,
        pathOf(exchange.url),
        String(query),
        exchange.requestHeaders,
        requestOf(exchange),
      ),
    )
    expect(missed).toEqual([])
  })

  test('a required field is dropped from a webhook', () => {
    const mutants = mutantsOf(firstOfEach('webhook'), requestOf, ({ requestHeaders }, body) => {
      const { action } = body as { action?: string }
      const name = [requestHeaders['x-github-event'], ...(action ? [action] : [])].join('-').replaceAll('_', '-')
      return withoutRequired(webhooks.schemas, webhooks.events[name] ?? {}, body)
    })
    const missed = unnoticed(mutants, ({ requestHeaders }, body) =>
      contract.webhook(requestHeaders['x-github-event'] ?? '', body),
    )
    expect(missed).toEqual([])
    expect(mutants.length).toBeGreaterThan(1000)
  })
})

interface MutantOf {
  readonly exchange: Exchange
  readonly original: unknown
  readonly mutant: Mutant
}

type Read = (exchange: Exchange) => unknown

function mutantsOf(
  from: readonly Exchange[],
  read: Read,
  mutate: (exchange: Exchange, original: unknown) => Mutant[],
): MutantOf[] {
  return from.flatMap((exchange) => {
    const original = read(exchange)
    return mutate(exchange, original).map((mutant) => ({ exchange, original, mutant }))
  })
}

/** The changes after which no more is found than before. */
function unnoticed(mutants: readonly MutantOf[], check: (exchange: Exchange, changed: unknown) => Problem[]): string[] {
  const known = new Map<Exchange, Set<string>>()
  return mutants.flatMap(({ exchange, original, mutant }) => {
    const before = known.get(exchange) ?? new Set(check(exchange, original).map(printProblem))
    known.set(exchange, before)
    const isNoticed = check(exchange, mutant.body).some((problem) => !before.has(printProblem(problem)))
    return isNoticed ? [] : [`${exchange.method} ${exchange.url} ${exchange.status}: ${mutant.change}`]
  })
}

function askedWithBody({ method, url, requestHeaders }: Exchange, body: unknown): Problem[] {
  return contract.request(method, pathOf(url), String(queryOf({ url })), requestHeaders, body)
}

function requestOf(exchange: Exchange): unknown {
  return isFile(exchange) ? exchange.requestBody : bodyIn(exchange.requestBody)
}

/** What is uploaded is no JSON, or means nothing to GitHub. */
function isFile({ requestHeaders }: Exchange): boolean {
  return requestHeaders['content-type'] === 'application/octet-stream'
}

function responseOf({ responseBody, responseHeaders }: Exchange): unknown {
  return responseHeaders['content-type']?.includes('json') ? bodyIn(responseBody) : responseBody
}

function queryOf({ url }: Pick<Exchange, 'url'>): unknown {
  return url.split('?')[1] ?? ''
}

function bodyIn(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text)
}

/** Of a route as Hono writes it: `GET /commits/:ref{.+}/status`. */
function patternOf(route: string): RegExp {
  return new RegExp(
    `^${route.replaceAll(/:\w+(?:\{([^}]+)\})?/g, (_name, pattern: string | undefined) => pattern ?? '[^/]+')}$`,
  )
}

function pathOf(url: string): string {
  return url.replace(/\?.*/, '')
}

function belowRoot(path: string): string {
  return path.replace(/^\/api\/(?:v3|uploads)/, '')
}

/** The first exchange of each operation, and status where it is about answers; the first webhook of each event. */
function firstOfEach(side: 'request' | 'response' | 'webhook'): Exchange[] {
  const first = new Map<string, Exchange>()
  // Files are fetched from outside of the API.
  const isSide = (each: Exchange) =>
    side === 'webhook' ? each.port !== port : each.port === port && each.url.startsWith('/api/')
  for (const exchange of exchanges.filter(isSide)) {
    const kind = side === 'webhook' ? exchange.requestHeaders['x-github-event'] : operationIn(exchange)?.id
    const key = `${kind} ${side === 'response' ? exchange.status : ''}`
    if (!first.has(key)) first.set(key, exchange)
  }
  return [...first.values()]
}

function operationIn({ method, url }: Exchange) {
  return find(method, belowRoot(pathOf(url)))?.operation
}

function askedSchema(exchange: Exchange): Schema | undefined {
  return exchange.requestBody === '' ? undefined : operationIn(exchange)?.body?.content['application/json']
}

function answerSchema(exchange: Exchange): Schema | undefined {
  const { status = 0, responseBody, responseHeaders } = exchange
  const type = responseHeaders['content-type']?.split(';')[0] ?? ''
  if (responseBody === '' || !type.endsWith('json')) return undefined
  const content = operationIn(exchange)?.responses[String(status)]
  return content?.[type] ?? content?.['application/json'] ?? (status >= 400 ? refusalSchema : undefined)
}
