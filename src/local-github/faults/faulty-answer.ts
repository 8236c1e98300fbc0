import type { World } from '../world/world.js'
import type { RequestEffect } from './fault-rule.js'

const rest = 'https://docs.github.com/rest'
const secondaryLimit =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID'

/** GitHub's own words, by status. */
const words: Readonly<Record<number, string>> = {
  400: 'Problems parsing JSON',
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  405: 'Base branch was modified. Review and try the merge again.',
  409: 'Conflict',
  422: 'Validation Failed',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service unavailable. Sorry, no server is available to handle this request.',
  504: "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request and contact us if the problem persists.",
}

/** The answer of a GitHub that fails with a status, as its API words it. */
export function faultyAnswer(
  world: World,
  path: string,
  { status, message, retryAfter }: Extract<RequestEffect, { kind: 'status' }>,
): Response {
  const requestId = world.ids.guid().replaceAll('-', ':').toUpperCase()
  const isLimit = status === 429 || (status === 403 && retryAfter !== undefined)
  const said = message ?? (isLimit ? `${secondaryLimit} ${requestId}.` : (words[status] ?? 'Server Error'))
  const documentation = isLimit
    ? `${rest}/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits`
    : rest
  const body =
    path === '/graphql' && status >= 500
      ? { data: null, errors: [{ message: message ?? graphqlWords(requestId) }] }
      : status === 202
        ? { message: said }
        : { message: said, documentation_url: documentation, status: String(status) }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      date: world.clock().toUTCString(),
      'x-github-request-id': requestId,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  })
}

function graphqlWords(requestId: string): string {
  return `Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include \`${requestId}\` when reporting this issue.`
}
