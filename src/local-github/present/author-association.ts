import { roleOf } from '../world/repositories.js'
import type { Repository, User } from '../world/entities.js'
import type { World } from '../world/world.js'

/** What an author is to a repository. */
export function authorAssociation(world: World, repository: Repository, user: User): string {
  if (repository.owner.id === user.id) return 'OWNER'
  const role = roleOf(world, repository, user)
  if (repository.owner.type === 'Organization' && role === 'admin') return 'MEMBER'
  if (role !== 'none') return 'COLLABORATOR'
  const hasMerged = [...repository.pullRequests.values()].some(({ author, merged }) => merged && author.id === user.id)
  return hasMerged ? 'CONTRIBUTOR' : 'NONE'
}
