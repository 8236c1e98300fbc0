import type { Operation, Schema } from './description.js'

/**
 * The statuses that GitHub documents for its whole REST API instead of each operation ("Getting started", "Troubleshooting", "Best practices",
 * "Rate limits"): not modified; no JSON; bad credentials; no access, or the rate limit; what may not be seen is not found; an invalid
 * body or query; too many requests; GitHub is out of order.
 */
export function isDescribedForAll({ method, body, parameters }: Operation, status: number): boolean {
  switch (status) {
    case 304:
      return method === 'GET'
    case 400:
      return body !== undefined
    case 422:
      return body !== undefined || parameters.some((parameter) => parameter.in === 'query')
    case 401:
    case 403:
    case 404:
    case 429:
      return true
    default:
      return status >= 500 && status <= 504
  }
}

/** What every refusal says, whichever the operation. */
export const refusalSchema: Schema = {
  type: 'object',
  required: ['message', 'documentation_url'],
  properties: {
    message: { type: 'string' },
    documentation_url: { type: 'string' },
    status: { type: 'string' },
  },
}
