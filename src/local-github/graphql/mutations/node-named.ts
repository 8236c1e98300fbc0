import { GraphqlFailure } from '../graphql-failure.js'
import { nodeOf, type Node } from '../nodes.js'
import type { QueryContext } from '../query-context.js'

const typeNames = {
  repository: 'Repository',
  label: 'Label',
  issue: 'Issue',
  pullRequest: 'PullRequest',
  comment: 'IssueComment',
  ref: 'Ref',
  checkRun: 'CheckRun',
} as const

export type NamedKind = keyof typeof typeNames

/**
 * Finds what an input's id names, where it is of one of the kinds.
 * @throws {GraphqlFailure} NOT_FOUND
 */
export async function nodeNamed<K extends NamedKind>(
  context: QueryContext,
  id: string,
  ...kinds: readonly [K, ...K[]]
): Promise<Extract<Node, { kind: K }>> {
  const node = await nodeOf(context, id)
  if (isOf(node, kinds)) return node
  const types = kinds.map((kind) => typeNames[kind]).join(' or ')
  throw new GraphqlFailure('NOT_FOUND', `Could not resolve to ${types} node with the global id of '${id}'.`)
}

function isOf<K extends NamedKind>(node: Node, kinds: readonly K[]): node is Extract<Node, { kind: K }> {
  return kinds.some((kind) => kind === node.kind)
}
