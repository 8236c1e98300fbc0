import {
  getArgumentValues,
  getNamedType,
  isObjectType,
  isInterfaceType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { GraphqlFailure } from './graphql-failure.js'

/** What a query may ask for at most, worked out before anything is read. */
export interface QueryCost {
  /** Rate limit points: the requests that it would take to fill each connection, by the hundred, and at least one. */
  readonly cost: number
  /** How many records it may give. */
  readonly nodeCount: number
}

const mostNodes = 500_000

/**
 * GitHub's published formula. Every connection is taken to be full.
 * @throws {GraphqlFailure} MAX_NODE_LIMIT_EXCEEDED
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): QueryCost {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  let requests = 0
  let nodeCount = 0

  function walk({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, times: number): void {
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {}
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          walkField(selection, fields[selection.name.value], times)
          break
        case Kind.INLINE_FRAGMENT: {
          const condition = selection.typeCondition?.name.value
          walk(selection.selectionSet, condition === undefined ? type : schema.getType(condition), times)
          break
        }
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value)
          if (fragment) walk(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), times)
        }
      }
    }
  }

  function walkField(node: FieldNode, field: GraphQLField<unknown, unknown> | undefined, times: number): void {
    if (!field || !node.selectionSet) return
    const result = getNamedType(field.type)
    const { first, last, ids } = node.arguments?.length ? getArgumentValues(field, node, variables) : {}
    let below = times
    if (result.name.endsWith('Connection')) {
      below = times * Number(first ?? last ?? 0)
      requests += times
      nodeCount += below
      if (below > mostNodes)
        throw tooMany(`By the time this query traverses to the ${node.name.value} connection, it is requesting`, below)
    } else if (Array.isArray(ids)) {
      below = times * ids.length
    }
    walk(node.selectionSet, result, below)
  }

  walk(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, 1)
  if (nodeCount > mostNodes) throw tooMany('This query requests', nodeCount)
  return { cost: Math.max(1, Math.round(requests / 100)), nodeCount }
}

function tooMany(beginning: string, nodes: number): GraphqlFailure {
  const [asked, most] = [nodes, mostNodes].map((number) => number.toLocaleString('en-US'))
  return new GraphqlFailure(
    'MAX_NODE_LIMIT_EXCEEDED',
    `${beginning} up to ${asked} possible nodes which exceeds the maximum limit of ${most}.`,
  )
}
