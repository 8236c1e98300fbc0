import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { ProbotOctokit } from 'probot'
import type { Answer } from './model/allowance.js'
import type { FailedRequest } from './model/failed-request.js'

/** The client as an installation's token has set it up; what it may read and write is GitHub's word. */
export type Octokit = InstanceType<typeof ProbotOctokit>

/**
 * The client class that Probot makes its clients from. `pace` keeps GitHub's advice of a second between writes; a GitHub on this very
 * machine asks for none. Retrying, and waiting where GitHub asks for it, is left to the loop: it looks again before it writes again.
 * `tokens` keeps the tokens of installations, where the client mints some.
 */
export function octokitClass({
  pace,
  tokens,
}: {
  readonly pace: boolean
  readonly tokens?: TokenCache
}): typeof ProbotOctokit {
  return ProbotOctokit.defaults((options: { throttle?: object; auth?: object }) => ({
    ...options,
    ...(tokens && options.auth ? { auth: { ...options.auth, cache: tokens } } : {}),
    retry: { enabled: false },
    throttle: { ...options.throttle, enabled: pace, onRateLimit: () => false, onSecondaryRateLimit: () => false },
  }))
}

/** Asks GitHub, and gives up after `ms` milliseconds: without an end to waiting, one answer that never comes would hold a repository for good. */
export function fetchWithin(ms: number): typeof fetch {
  return (input, init) => {
    const late = AbortSignal.timeout(ms)
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late })
  }
}

/** Tells of each answer; of undefined where none came. */
export function hearAnswers(octokit: Octokit, hear: (answer: Answer | undefined) => void): void {
  octokit.hook.after('request', ({ status, headers }) => hear({ status, headers }))
  octokit.hook.error('request', (error) => {
    const response = 'response' in error ? error.response : undefined
    hear(response && { status: response.status, headers: response.headers, message: error.message })
    throw error
  })
}

/** What failed, where an error comes from a request; undefined for an error of our own. */
export function failedRequestOf(error: unknown): FailedRequest | undefined {
  if (error instanceof GraphqlResponseError) {
    const requestId = error.headers['x-github-request-id']
    return { status: undefined, url: '', message: error.message, requestId }
  }
  if (!(error instanceof RequestError)) return undefined
  const requestId = error.response?.headers['x-github-request-id']
  return { status: error.response?.status, url: error.request.url, message: error.message, requestId }
}

/** The tokens of installations, which GitHub grants for an hour. */
export interface TokenCache {
  get(key: string): string | undefined
  set(key: string, token: string): void
  /** For one that GitHub no longer takes: the next request mints another. */
  forget(installationId: number): void
}

/** A minute less than GitHub grants, for requests that are under way. */
const tokenMs = 59 * 60_000

export function createTokenCache(now: () => Date): TokenCache {
  const kept = new Map<string, { readonly token: string; readonly until: number }>()
  return {
    get(key) {
      const found = kept.get(key)
      return found !== undefined && found.until > now().getTime() ? found.token : undefined
    },
    set(key, token) {
      kept.set(key, { token, until: now().getTime() + tokenMs })
    },
    forget(installationId) {
      // A key begins with the installation; what follows is what the token was narrowed to.
      for (const key of kept.keys()) if (key.split('|')[0] === String(installationId)) kept.delete(key)
    },
  }
}
