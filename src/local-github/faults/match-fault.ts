import type { FaultMatch } from './fault-rule.js'

/** A request to the API or to git, as rules look at it. */
export interface RequestFacts {
  readonly method: string
  /** Without `/api/v3`; `/graphql` for GraphQL. */
  readonly path: string
  /** The names of operations and fields in a GraphQL request; undefined for what is none. */
  readonly graphql: ReadonlySet<string> | undefined
}

export interface WebhookFacts {
  readonly event: string
  readonly action: string | null
  /** `owner/name` */
  readonly repository: string | undefined
}

export function matchesRequest(match: FaultMatch, { method, path, graphql }: RequestFacts): boolean {
  const [, inPath, pattern = match.path] = /^([A-Z]+) (.+)$/.exec(match.path ?? '') ?? []
  const methods = [match.method, inPath].filter((one) => one !== undefined && one !== '*')
  if (methods.some((one) => one !== method)) return false
  if (pattern !== undefined && !matchesPath(pattern, path)) return false
  if (match.graphql !== undefined && (!graphql || !(match.graphql === '*' || graphql.has(match.graphql)))) return false
  return match.repository === undefined || isIn(match.repository, path)
}

export function matchesWebhook(match: FaultMatch, { event, action, repository }: WebhookFacts): boolean {
  if (match.event !== '*' && match.event !== event) return false
  if (match.action !== undefined && match.action !== action) return false
  return match.repository === undefined || match.repository.toLowerCase() === repository?.toLowerCase()
}

/** Parts of GitHub's paths that hold slashes themselves. */
const long = /^\{(?:ref|path|basehead|branch|tag)\}$/

/** Whether a path is one of a template's (`{owner}` is one part of it) or a glob's. */
export function matchesPath(pattern: string, path: string): boolean {
  const parts = pattern.split(/(\{\w+\}|\*\*|\*)/).map((part) => {
    if (part === '**' || long.test(part)) return '.+'
    if (part === '*') return '[^/]*'
    return part.startsWith('{') ? '[^/]+' : part.replace(/[.+?^$()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 'i').test(path)
}

function isIn(repository: string, path: string): boolean {
  const [lowerPath, name] = [path.toLowerCase(), repository.toLowerCase()]
  return [`/repos/${name}`, `/${name}.git`].some((start) => lowerPath === start || lowerPath.startsWith(`${start}/`))
}
