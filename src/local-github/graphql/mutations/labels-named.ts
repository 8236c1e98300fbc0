import type { Repository } from '../../world/entities.js'
import { GraphqlFailure } from '../graphql-failure.js'
import type { QueryContext } from '../query-context.js'
import { nodeNamed } from './node-named.js'

/**
 * The names of the labels that the ids of an input stand for.
 * @throws {GraphqlFailure} NOT_FOUND, for another repository's labels too
 */
export async function labelsNamed(
  context: QueryContext,
  repository: Repository,
  ids: readonly string[],
): Promise<string[]> {
  const nodes = await Promise.all(ids.map((id) => nodeNamed(context, id, 'label')))
  return nodes.map((node) => {
    if (node.repository.id === repository.id) return node.label.name
    throw new GraphqlFailure(
      'NOT_FOUND',
      `Could not resolve to Label node with the global id of '${node.label.nodeId}'.`,
    )
  })
}
