import type { Exchange } from './record-exchanges.js'
import type { Contract, Problem } from './validate.js'

/**
 * What is wrong with an exchange of GitHub's API, or with a webhook.
 * @returns undefined where it is neither: a page, git, or another server's business
 */
export function checkExchange(contract: Contract, exchange: Exchange, isGitHub: boolean): Problem[] | undefined {
  if (!isGitHub) return webhookProblems(contract, exchange)
  const { pathname } = new URL(exchange.url, 'http://localhost')
  if (/^\/(?:api\/)?graphql\/?$/.test(pathname))
    return exchange.method === 'POST' ? graphqlProblems(contract, exchange) : undefined
  return isRest(pathname, exchange) ? restProblems(contract, exchange) : undefined
}

/** Below its root, or anywhere for a client that names GitHub's media type. */
function isRest(path: string, { requestHeaders }: Exchange): boolean {
  return (
    /^\/api\/(?:v3|uploads)(?:\/|$)/.test(path) || /application\/vnd\.github[.+]/.test(requestHeaders['accept'] ?? '')
  )
}

function restProblems(contract: Contract, exchange: Exchange): Problem[] {
  const { method, url, status, requestHeaders, responseHeaders } = exchange
  // Not by URL, which would resolve the dots in a ref.
  const [path = '/', query = ''] = url.split('?')
  const asked = contract.request(
    method,
    path,
    query,
    requestHeaders,
    bodyOf(exchange.requestBody, requestHeaders['content-type']),
  )
  if (status === undefined) return asked
  const body = bodyOf(exchange.responseBody, responseHeaders['content-type'])
  return [...asked, ...contract.response(method, path, status, responseHeaders, body)]
}

function graphqlProblems(contract: Contract, { requestBody }: Exchange): Problem[] {
  const body = bodyOf(requestBody, 'application/json')
  const { query, variables, operationName } =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  if (typeof query !== 'string')
    return [{ operation: 'query', side: 'graphql', at: 'body.query', reason: 'is no text' }]
  return contract.graphql(query, variables ?? {}, typeof operationName === 'string' ? operationName : undefined)
}

function webhookProblems(contract: Contract, { requestHeaders, requestBody }: Exchange): Problem[] | undefined {
  const event = requestHeaders['x-github-event']
  if (event === undefined) return undefined
  return contract.webhook(event, bodyOf(requestBody, requestHeaders['content-type']), requestHeaders)
}

/** What the JSON means; the text where it is none; undefined where there is nothing. GitHub reads JSON whatever a request's type is said to be. */
function bodyOf(text: string, type = 'application/json'): unknown {
  if (text === '') return undefined
  if (/^(?:application\/octet-stream|text\/)/.test(type) && !/^text\/plain/.test(type)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
