import { RequestError } from '@octokit/request-error'

/** GitHub's refusal to create what is there already. */
export function isAlreadyThere(error: unknown): boolean {
  return error instanceof RequestError && error.status === 422 && /already.exists/i.test(error.message)
}
