import {
  execute,
  getVariableValues,
  GraphQLError,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { GraphqlFailure, entryOf, type ErrorEntry } from './graphql-failure.js'
import { costOf, type QueryCost } from './query-limits.js'
import { resolveField } from './resolve-field.js'
import { syntaxError, validationError, variableError } from './request-errors.js'

export interface QueryRequest {
  readonly query: string
  readonly variables: Record<string, unknown>
  readonly operationName: string | undefined
}

/** A request that was understood: what it will cost is known, and nothing is read yet. */
export interface PreparedQuery extends QueryCost {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Record<string, unknown>
}

export interface QueryAnswer {
  readonly data?: unknown
  readonly errors?: readonly ErrorEntry[]
}

// GitHub lets fields of one name differ in type between types that cannot be the same object; widely used clients count on that.
const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule)

export type PrepareQuery = (request: QueryRequest) => PreparedQuery | QueryAnswer

/** Reads a request, checks it against the schema and the limits. Gives the errors where it cannot be run. */
export function createPrepareQuery(schema: GraphQLSchema): PrepareQuery {
  // Clients send the same text again and again, with other variables.
  const documents = new LRUCache({ max: 100, memoMethod: (query: string) => readDocument(schema, query) })
  return (request) => {
    const document = documents.memo(request.query)
    return 'kind' in document ? prepare(schema, document, request) : document
  }
}

function readDocument(schema: GraphQLSchema, query: string): DocumentNode | QueryAnswer {
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [syntaxError(error)] }
    throw error
  }
  const mistakes = validate(schema, document, rules)
  if (mistakes.length > 0) return { errors: mistakes.map((mistake) => validationError(document, mistake)) }
  return document
}

function prepare(schema: GraphQLSchema, document: DocumentNode, request: QueryRequest): PreparedQuery | QueryAnswer {
  const operation = operationOf(document, request.operationName)
  if (!operation)
    return { errors: [{ message: `No operation named ${JSON.stringify(request.operationName ?? null)}` }] }
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables)
  if (errors) return { errors: errors.map((error) => variableError(error, request.variables)) }
  try {
    return { document, operation, variables: coerced, ...costOf(schema, document, operation, coerced) }
  } catch (error) {
    if (error instanceof GraphqlFailure) return { errors: [{ type: error.type, message: error.message }] }
    throw error
  }
}

/** Runs a query over the root's fields. What fails is null in the answer, with an error beside it. */
export async function runQuery(
  schema: GraphQLSchema,
  { document, operation }: PreparedQuery,
  request: QueryRequest,
  root: object,
): Promise<QueryAnswer> {
  const { data, errors } = await execute({
    schema,
    document,
    rootValue: root,
    variableValues: request.variables,
    operationName: operation.name?.value,
    fieldResolver: resolveField,
  })
  return { data: data ?? null, ...(errors?.length ? { errors: errors.map(entryOf) } : {}) }
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (name === undefined) return operations.length === 1 ? operations[0] : undefined
  return operations.find((operation) => operation.name?.value === name)
}
