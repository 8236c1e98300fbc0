import { RequestError } from '@octokit/request-error'

/** GitHub's refusal to create what is there already. */
export function isAlreadyThere(error: unknown): boolean {
  return error instanceof RequestError && error.status === 422 && /already.exists/i.test(error.message)
}

/** What GitHub will not do for this app, as long as nobody changes a rule or a right: not a limit, and no accident. */
export function isRefused(error: unknown): error is RequestError {
  if (!(error instanceof RequestError) || /already.exists|rate limit/i.test(error.message)) return false
  return error.status === 422 || (error.status === 403 && error.response?.headers['retry-after'] === undefined)
}

/** What is not there, or no longer. */
export function isGone(error: unknown): error is RequestError {
  return error instanceof RequestError && error.status === 404
}

/** What GitHub itself said, without what the client adds. */
export function answerOf({ message, response }: RequestError): string {
  const data: unknown = response?.data
  return typeof data === 'object' && data !== null && 'message' in data ? String(data.message) : message
}
