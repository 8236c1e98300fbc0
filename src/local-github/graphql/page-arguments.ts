import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql'
import { GraphqlFailure, NotImplemented } from './graphql-failure.js'

/** How a client walks through a connection. */
export interface PageArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

const mostRecords = 100

/**
 * Checks the bounds as GitHub does: one of `first` and `last`, at most 100, unless nothing but the number of records is asked for.
 * @throws {GraphqlFailure} at the connection's own field, so that the rest of the answer is still there
 */
export function checkBounds({ first, last }: PageArguments, info: GraphQLResolveInfo): void {
  const name = info.fieldName
  if (first == null && last == null) {
    if (!asksForRecords(info)) return
    throw new GraphqlFailure(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    )
  }
  if (first != null && last != null) {
    throw new GraphqlFailure(
      'UNPROCESSABLE',
      `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`,
    )
  }
  const [bound, records] = first != null ? ['first', first] : ['last', last ?? 0]
  if (records > mostRecords) {
    throw new GraphqlFailure(
      'EXCESSIVE_PAGINATION',
      `Requesting ${records} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${mostRecords} records.`,
    )
  }
  if (records < 1) {
    const least = records < 0 ? 'zero' : 'one'
    throw new GraphqlFailure(
      'UNPROCESSABLE',
      `\`${bound}\` on the \`${name}\` connection cannot be less than ${least}.`,
    )
  }
}

/** @throws {NotImplemented} for the first of the arguments that the client gave */
export function refuseArguments(args: object, info: GraphQLResolveInfo, ...names: readonly string[]): void {
  const given = names.find((name) => (args as Record<string, unknown>)[name] != null)
  if (given !== undefined) throw new NotImplemented(`${info.parentType.name}.${info.fieldName}(${given}:)`)
}

function asksForRecords(info: GraphQLResolveInfo): boolean {
  const fields = info.fieldNodes.flatMap((node) => (node.selectionSet ? fieldsOf(node.selectionSet, info) : []))
  return fields.some((field) => field === 'nodes' || field === 'edges' || field === 'pageInfo')
}

function fieldsOf({ selections }: SelectionSetNode, info: GraphQLResolveInfo): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value]
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, info)
    const fragment = info.fragments[selection.name.value]
    return fragment ? fieldsOf(fragment.selectionSet, info) : []
  })
}
