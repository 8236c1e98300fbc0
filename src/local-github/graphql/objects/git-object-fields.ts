import { gitNodeId, repositoryPage } from '../../present/present-git-objects.js'
import type { Repository } from '../../world/entities.js'
import type { QueryContext } from '../query-context.js'

/** The fields of the interface `GitObject`. `kind` begins the global id, as the REST API has it. */
export function gitObjectFields(context: QueryContext, repository: Repository, kind: string, oid: string) {
  const page = repositoryPage(context.world, repository)
  return {
    id: gitNodeId(kind, repository, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    repository: () => context.objects.repository(repository),
    commitUrl: `${page}/commit/${oid}`,
    commitResourcePath: new URL(`${page}/commit/${oid}`, 'http://localhost').pathname,
  }
}
