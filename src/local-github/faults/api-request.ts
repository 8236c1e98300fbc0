import { Kind, parse, visit, type DocumentNode, type SelectionSetNode } from 'graphql'
import type { Context } from 'hono'
import { LRUCache } from 'lru-cache'
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
  return readQueries.memo(queryIn(body)).names
}

/** The top fields of the mutations in a GraphQL request: none for one that only reads. */
export function mutationsIn(body: string): readonly string[] {
  return readQueries.memo(queryIn(body)).mutations
}

interface ReadQuery {
  readonly names: ReadonlySet<string>
  readonly mutations: readonly string[]
}

/** Clients send the same text again and again, with other variables. */
const readQueries = new LRUCache({ max: 100, memoMethod: readQuery })

function readQuery(text: string): ReadQuery {
  const names = new Set<string>()
  const document = documentOf(text)
  if (document === undefined) return { names, mutations: [] }
  visit(document, {
    OperationDefinition: (node) => void (node.name && names.add(node.name.value)),
    Field: (node) => void names.add(node.name.value),
  })
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  const mutations = operations
    .filter(({ operation }) => operation === 'mutation')
    .flatMap(({ selectionSet }) => fieldsOf(selectionSet, document, []))
  return { names, mutations }
}

function documentOf(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true })
  } catch {
    return undefined
  }
}

/** The fields of a selection, those in fragments too. */
function fieldsOf({ selections }: SelectionSetNode, document: DocumentNode, within: readonly string[]): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value]
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, document, within)
    const name = selection.name.value
    const fragment = document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
    )
    // What spreads itself is refused when it is read.
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION || within.includes(name)) return []
    return fieldsOf(fragment.selectionSet, document, [...within, name])
  })
}

/** The text of a GraphQL request; an empty one, which nobody can read either, for what holds none. */
function queryIn(body: string): string {
  try {
    const { query } = JSON.parse(body) as { query?: unknown }
    return typeof query === 'string' ? query : ''
  } catch {
    return ''
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
