import { printRepoRef } from '../model/repo-ref.js'
import { readBaseUrl, SettingsError, type Environment } from '../settings.js'
import { UserError } from './user-error.js'

/** Where a repository is read, and as whom. */
export interface GitHubAccess {
  /** The API's address, without a slash at the end. */
  readonly apiUrl: string
  /** Never to be printed. */
  readonly token: string
  /** The variable that the token comes from. */
  readonly tokenFrom: string
}

/** Reads from environment and options how GitHub is to be asked about a repository. Throws a {@link UserError}. */
export function readGitHubAccess(
  env: Environment,
  apiUrl: string | undefined,
  repo: { readonly owner: string; readonly name: string },
): GitHubAccess {
  const tokenFrom = ['GITHUB_TOKEN', 'GH_TOKEN'].find((name) => env[name]?.trim())
  if (tokenFrom === undefined) {
    throw new UserError(
      `there is no folder ${printRepoRef(repo)}, so it is a repository on GitHub, and to read one takes a token: set GITHUB_TOKEN or GH_TOKEN.`,
    )
  }
  const token = env[tokenFrom]?.trim() ?? ''
  // What no header can hold would be quoted, whole, by whoever refuses to send it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UserError(`${tokenFrom} holds characters that no token has; set it to the token alone.`)
  }
  return { apiUrl: apiUrl === undefined ? fromEnvironment(env) : readApiUrl(apiUrl), token, tokenFrom }
}

function fromEnvironment(env: Environment): string {
  try {
    return readBaseUrl(env)
  } catch (error) {
    throw error instanceof SettingsError ? new UserError(error.message) : error
  }
}

function readApiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url !== undefined && [url.username, url.password, url.search, url.hash].every((part) => part === '')
  if (url === undefined || !isPlain || !['http:', 'https:'].includes(url.protocol)) {
    throw new UserError(
      '--api-url wants the address of an API and no more, as in https://api.github.com, or https://HOST/api/v3 for an Enterprise Server.',
    )
  }
  return url.href.replace(/\/+$/, '')
}
