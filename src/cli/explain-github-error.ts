import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { printRepoRef } from '../model/repo-ref.js'
import type { GitHubAccess } from './github-access.js'
import { UserError } from './user-error.js'

/** Whom GitHub was asked by, and about what. */
export interface Asked {
  readonly access: GitHubAccess
  readonly repo: { readonly owner: string; readonly name: string }
}

/** What GitHub's refusal, or its silence, means for the person at the desk, in one sentence; anything else comes back as it is. */
export function explainGitHubError(error: unknown, asked: Asked): unknown {
  const explained =
    error instanceof GraphqlResponseError
      ? explainAnswer(error, asked)
      : error instanceof RequestError
        ? explainRequest(error, asked)
        : undefined
  if (explained === undefined) return error
  // GitHub does not say it; whoever stands in its place might.
  return new UserError(explained.replaceAll(asked.access.token, '***'))
}

/** Something answers, and not as GitHub's API does. */
export function notAnApi({ apiUrl }: GitHubAccess): UserError {
  return new UserError(
    `${apiUrl} does not answer as GitHub's API does: that of github.com is https://api.github.com, and that of an Enterprise Server ends in /api/v3.`,
  )
}

function explainAnswer({ errors, headers }: GraphqlResponseError<unknown>, asked: Asked): string {
  const [{ type, message } = { type: undefined, message: undefined }] = errors ?? []
  switch (type) {
    case 'NOT_FOUND':
      return notFound(asked)
    case 'RATE_LIMITED':
    case 'RATE_LIMIT':
      return usedUp(headers, asked)
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return forbidden(message, asked)
    default:
      return `GitHub cannot answer${quote(message)}: try again in a moment.`
  }
}

function explainRequest(error: RequestError, asked: Asked): string {
  const { access } = asked
  const { status, response } = error
  if (response === undefined) {
    return `${access.apiUrl} cannot be reached${quote(error.message)}: check the address and the network.`
  }
  const answer = messageOf(response.data)
  if (status === 401) {
    return `GitHub does not accept the token in ${access.tokenFrom}${quote(answer)}: it is wrong, revoked or out of date, so set another.`
  }
  const retryAfter = response.headers['retry-after']
  if (status === 429 || (status === 403 && (retryAfter !== undefined || /rate limit/i.test(answer ?? '')))) {
    return usedUp(response.headers, asked)
  }
  if (status === 403) return forbidden(answer, asked)
  if (status < 500 && (answer === undefined || (status === 404 && error.request.url.endsWith('/graphql')))) {
    return notAnApi(access).message
  }
  if (status === 404) return notFound(asked)
  return `GitHub answers ${status}${quote(answer)}: try again in a moment.`
}

function notFound({ access, repo }: Asked): string {
  return `there is no folder ${printRepoRef(repo)}, and at ${access.apiUrl} no repository of that name which the token in ${access.tokenFrom} may read: check the name, or let the token read it.`
}

function forbidden(answer: string | undefined, { access, repo }: Asked): string {
  return `GitHub keeps a part of ${printRepoRef(repo)} from the token in ${access.tokenFrom}${quote(answer)}: a classic token with the scope repo, of somebody who may push there, reads all of it.`
}

function usedUp(headers: Readonly<Record<string, string | number | undefined>>, { access }: Asked): string {
  const reset = Number(headers['x-ratelimit-reset'])
  const isOver = String(headers['x-ratelimit-remaining']) === '0' && Number.isFinite(reset)
  const seconds = headers['retry-after']
  const when = isOver
    ? ` after ${new Date(reset * 1000).toISOString().replace('.000Z', 'Z')}`
    : seconds === undefined
      ? ' later'
      : ` in ${seconds} seconds`
  return `the token in ${access.tokenFrom} may ask GitHub no more for now, its rate limit is used up: try again${when}.`
}

/** GitHub's own words; undefined where it is not GitHub that speaks. */
function messageOf(data: unknown): string | undefined {
  const said = typeof data === 'object' && data !== null && 'message' in data ? data.message : undefined
  return typeof said === 'string' ? said : undefined
}

function quote(text: string | undefined): string {
  const line = (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 200).replace(/\.$/, '')
  return line === '' ? '' : ` (“${line}”)`
}
