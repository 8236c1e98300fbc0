import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  buildSchema,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import type { Problem } from './problem.js'

/** Checks a query and its variables against GitHub's public schema. */
export type GraphqlContract = (query: string, variables?: unknown, operationName?: string) => Problem[]

interface KnownQuery {
  readonly problems: readonly Problem[]
  readonly operations: readonly OperationDefinitionNode[]
}

// GitHub accepts what this rule of graphql-js refuses: semantic-release asks for the same field under one name with different types.
const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule)

/** The schema is read at the first query; a text that was met before is not validated again. */
export function graphqlContract(): GraphqlContract {
  let schema: GraphQLSchema | undefined
  const known = new Map<string, KnownQuery>()

  return (query, variables = {}, operationName) => {
    schema ??= buildSchema(readFileSync(schemaPath(), 'utf8'), { assumeValid: true, noLocation: true })
    const { problems, operations } = known.get(query) ?? look(schema, query)
    if (problems.length > 0) return [...problems]
    const operation = operations.find(({ name }) => operationName === undefined || name?.value === operationName)
    if (!operation) return [{ ...aboutQuery(), reason: `holds no operation ${operationName ?? ''}` }]
    return variableProblems(schema, operation, variables)
  }

  function look(schema: GraphQLSchema, query: string): KnownQuery {
    const looked = lookAt(schema, query)
    known.set(query, looked)
    return looked
  }
}

function lookAt(schema: GraphQLSchema, query: string): KnownQuery {
  try {
    const document = parse(query)
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    return { problems: validate(schema, document, rules).map(problemOf), operations }
  } catch (error) {
    if (error instanceof GraphQLError) return { problems: [problemOf(error)], operations: [] }
    throw error
  }
}

function variableProblems(
  schema: GraphQLSchema,
  { name, variableDefinitions = [] }: OperationDefinitionNode,
  variables: unknown,
): Problem[] {
  const about = { ...aboutQuery(name?.value), at: 'variables' }
  if (typeof variables !== 'object' || variables === null) return [{ ...about, reason: 'are no object' }]
  const given = variables as Record<string, unknown>
  const wanted = new Set(variableDefinitions.map(({ variable }) => variable.name.value))
  const unknown = Object.keys(given).filter((key) => !wanted.has(key))
  const { errors = [] } = getVariableValues(schema, variableDefinitions, given)
  return [
    ...unknown.map((key) => ({ ...about, at: `variables.${key}`, reason: 'is not declared by the query' })),
    ...errors.map(({ message }) => ({ ...about, reason: message })),
  ]
}

function problemOf({ message, locations = [] }: GraphQLError): Problem {
  const [location] = locations
  return { ...aboutQuery(), at: location ? `${location.line}:${location.column}` : '', reason: message }
}

function aboutQuery(name = 'query'): Problem {
  return { operation: name, side: 'graphql', at: '', reason: '' }
}

/** The package exports its code alone, so that no resolver finds the schema in it. */
function schemaPath(): string {
  const folders = createRequire(import.meta.url).resolve.paths('@octokit/graphql-schema') ?? []
  const paths = folders.map((folder) => join(folder, '@octokit', 'graphql-schema', 'schema.graphql'))
  const path = paths.find((candidate) => existsSync(candidate))
  if (path === undefined) throw new Error(`GitHub's GraphQL schema is not installed: looked for ${paths.join(', ')}`)
  return path
}
