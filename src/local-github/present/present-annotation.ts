import type { Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { encodePath, repositoryPage } from './present-git-objects.js'

/** An annotation as an app sent it, with what it left out. */
export function presentAnnotation(world: World, repository: Repository, sha: string, annotation: object): object {
  const path = 'path' in annotation ? String(annotation.path) : ''
  return {
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    ...annotation,
    blob_href: `${repositoryPage(world, repository)}/blob/${sha}/${encodePath(path)}`,
  }
}
