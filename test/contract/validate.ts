import { readRestDescription, readWebhookDescription } from './description.js'
import { graphqlContract, type GraphqlContract } from './graphql-contract.js'
import { type Headers, restContract } from './rest-contract.js'
import type { Problem } from './problem.js'
import { webhookContract, type WebhookContract } from './webhook-contract.js'

export type { Headers } from './rest-contract.js'
export { type Problem, printProblem } from './problem.js'

/** What may be put into a request's query: text after `?` or not, or its parsed form. */
export type Query = string | URLSearchParams | Readonly<Record<string, string | number | boolean>>

/**
 * What GitHub publishes about itself. Each check answers with the departures that it found, none where all is well. Paths begin at the root of the API or
 * of the server (`/api/v3/…`) and carry no query; header names are lower case; a body is what its JSON means, else a string, else
 * undefined.
 */
export interface Contract {
  request(method: string, path: string, query: Query, headers: Headers, body: unknown): Problem[]
  response(method: string, path: string, status: number, headers: Headers, body: unknown): Problem[]
  readonly webhook: WebhookContract
  readonly graphql: GraphqlContract
}

/** Reads the trimmed descriptions; schemas are compiled as they are met, so that one contract should serve many tests. */
export function createContract(): Contract {
  const rest = restContract(readRestDescription())
  return {
    request: (method, path, query, headers, body) =>
      rest.request(method, belowRoot(path), searchOf(query), headers, body),
    response: (method, path, status, headers, body) => rest.response(method, belowRoot(path), status, headers, body),
    webhook: webhookContract(readWebhookDescription()),
    graphql: graphqlContract(),
  }
}

/** GitHub Enterprise Server has the API below these; github.com has hosts for them. */
function belowRoot(path: string): string {
  return path.replace(/^\/api\/(?:v3|uploads)(?=\/|$)/, '') || '/'
}

function searchOf(query: Query): URLSearchParams {
  if (typeof query === 'string' || query instanceof URLSearchParams) return new URLSearchParams(query)
  return new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]))
}
