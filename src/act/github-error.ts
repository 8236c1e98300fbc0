import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'

/** 422: what was to be created is there, or the request makes no sense; the caller knows which of them can be. */
export function isAlreadyThere(error: unknown): boolean {
  return error instanceof RequestError && error.status === 422 && /already.exists/i.test(error.message)
}

/** GraphQL's refusal of a ref update whose `beforeOid` no longer holds. */
export function isRefusedUpdate(error: unknown): boolean {
  return error instanceof GraphqlResponseError && /does not match|expected|stale|conflict|before/i.test(error.message)
}
