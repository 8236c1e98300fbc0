import { Kind, parse, visit } from 'graphql'
import type { Context } from 'hono'
import type { RequestFacts } from './match-fault.js'

/** The path within the API, without `/api/v3` or `/api/uploads`; undefined for what is no request to the API, such as a page. */
export function apiPathOf(c: Context): string | undefined {
  const path = decoded(c.req.path)
  const [root] = /^\/api\/(?:v3|uploads)(?=\/|$)/.exec(path) ?? []
  if (root !== undefined) return path.slice(root.length) || '/'
  if (path === '/graphql' || path === '/api/graphql') return '/graphql'
  return /application\/vnd\.github[.+]/.test(c.req.header('accept') ?? '') ? path : undefined
}

/** What fault rules look at; undefined for what is no request to the API. */
export async function requestFactsOf(c: Context): Promise<RequestFacts | undefined> {
  const path = apiPathOf(c)
  if (path === undefined) return undefined
  const { method } = c.req
  return { method, path, graphql: path === '/graphql' ? namesIn(await c.req.text()) : undefined }
}

/** The names of the operations and of all fields of a GraphQL request; none for what cannot be read. */
export function namesIn(body: string): ReadonlySet<string> {
  const names = new Set<string>()
  const query = queryIn(body)
  if (query === undefined) return names
  visit(query, {
    OperationDefinition: (node) => void (node.name && names.add(node.name.value)),
    Field: (node) => void names.add(node.name.value),
  })
  return names
}

/** The top fields of the mutations in a GraphQL request: none for one that only reads. */
export function mutationsIn(body: string): readonly string[] {
  const operations = queryIn(body)?.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION) ?? []
  return operations
    .filter(({ operation }) => operation === 'mutation')
    .flatMap(({ selectionSet }) => selectionSet.selections)
    .flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []))
}

function queryIn(body: string) {
  try {
    return parse((JSON.parse(body) as { query: string }).query, { noLocation: true })
  } catch {
    return undefined
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
