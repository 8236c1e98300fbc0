import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'

/** Whether what was asked for is not there: GraphQL says so of nothing else in the query. */
export function isMissing(error: unknown): boolean {
  if (error instanceof RequestError) return error.status === 404
  return error instanceof GraphqlResponseError && error.errors?.every(({ type }) => type === 'NOT_FOUND') === true
}

/** Whether it is not there, or GitHub does not show it to this app: not a limit, and no accident. */
export function isHidden(error: unknown): boolean {
  if (!(error instanceof RequestError)) return false
  if (/rate limit/i.test(error.message) || error.response?.headers['retry-after'] !== undefined) return false
  return [403, 404].includes(error.status)
}
